"""The task life cycle of bench/life-cycle.ts in SimPy: tasks arrive, are placed by binpack, start, run and stop.

    apt-get install python3-simpy3        # SimPy 3; Debian's python3-simpy is SimPy 2, which works too
    /usr/bin/python3 bench/peers/task_life_cycle.py INSTANCES TASKS

A process per task. Prints the version of SimPy and tasks per second of CPU; `npm run bench` runs it where SimPy is.
"""

import random
import sys
import time

try:
    import simpy
except ImportError:
    simpy = None
    from SimPy.Simulation import Process, Simulation, hold

GIB = 15
START_MS, RUN_MS, STOP_MS = 1000, 60000, 5000


class Levels:
    """Instances by remaining memory in GiB; binpack takes one of the lowest level that has room."""

    def __init__(self, instances):
        self.remaining = [GIB] * instances
        self.at = [set() for _ in range(GIB)] + [set(range(instances))]

    def place(self, gib):
        for level in range(gib, GIB + 1):
            if self.at[level]:
                instance = next(iter(self.at[level]))
                self.move(instance, level - gib)
                return instance
        return None

    def release(self, instance, gib):
        self.move(instance, self.remaining[instance] + gib)

    def move(self, instance, level):
        self.at[self.remaining[instance]].discard(instance)
        self.at[level].add(instance)
        self.remaining[instance] = level


def stay(levels, chance):
    """What a task waits for, one time after the other; it holds its instance all the while."""
    instance = levels.place(1)
    yield START_MS
    yield round(chance.expovariate(1 / RUN_MS))
    yield STOP_MS
    if instance is not None:
        levels.release(instance, 1)


def gaps(chance, instances, tasks):
    """From one arrival to the next: 80 % of the instances' memory is taken."""
    gap_ms = (START_MS + RUN_MS + STOP_MS) / (instances * GIB * 0.8)
    for _ in range(tasks):
        yield round(chance.expovariate(1 / gap_ms))


def run_simpy_3(instances, tasks):
    env, levels, chance = simpy.Environment(), Levels(instances), random.Random(42)

    def task():
        for wait_ms in stay(levels, chance):
            yield env.timeout(wait_ms)

    def arrivals():
        for gap_ms in gaps(chance, instances, tasks):
            env.process(task())
            yield env.timeout(gap_ms)

    env.process(arrivals())
    env.run()
    return simpy.__version__


def run_simpy_2(instances, tasks):
    simulation, levels, chance = Simulation(), Levels(instances), random.Random(42)

    class Task(Process):
        def life(self):
            for wait_ms in stay(levels, chance):
                yield hold, self, wait_ms

    class Arrivals(Process):
        def life(self):
            for gap_ms in gaps(chance, instances, tasks):
                task = Task(sim=simulation)
                simulation.activate(task, task.life())
                yield hold, self, gap_ms

    source = Arrivals(sim=simulation)
    simulation.initialize()
    simulation.activate(source, source.life())
    simulation.simulate(until=float("inf"))
    return "2"


def main(instances, tasks):
    start = time.process_time()
    version = (run_simpy_2 if simpy is None else run_simpy_3)(instances, tasks)
    print(version, round(tasks / (time.process_time() - start)))


main(int(sys.argv[1]), int(sys.argv[2]))
