import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { TASK_PROTECTION_CHANGED } from '../../../../src/sim/kernel/event-kinds.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { TaskProtectionInput } from '../../../../src/sim/state/input/task-protection.ts';
import type { ServiceInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import { STOP_CAUSES } from '../../../../src/sim/state/stop-causes.ts';
import { smallInputs } from '../../arbitrary-inputs.ts';
import { constant, definition, input, service, template } from '../../builders.ts';
import { EC2 } from '../../fleets.ts';
import { eventsOf, tasksOf } from '../../reading.ts';

/** RUNNING after 1 s in these inputs. */
const RUNNING_AT = 1000;

function protection(parts: Partial<TaskProtectionInput> = {}): TaskProtectionInput {
  return {
    probability: 1,
    startsAfterMs: constant(0),
    lastsMs: null,
    expiresAfterMs: 120 * MINUTE_MS,
    againAfterMs: null,
    ...parts,
  };
}

function run(
  parts: Partial<ServiceInput>,
  own: Partial<TaskProtectionInput>,
  first: Partial<TaskDefinitionInput> = {},
) {
  return simulate(
    input({
      durationMs: 6 * HOUR_MS,
      launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
      taskDefinitions: [definition({ protection: protection(own), ...first }), definition({ revision: 2 })],
      services: [service({ desiredCount: 4, capacity: EC2, ...parts })],
    }),
  );
}

const TO_ONE = { updates: [{ atMs: 10 * MINUTE_MS, desiredCount: 1 }] };
/** Instants at which tasks were told to stop, in minutes after the first protection. */
const stopsOf = (recording: ReturnType<typeof simulate>) =>
  tasksOf(recording)
    .filter(({ cause }) => cause !== undefined)
    .map(({ stoppedAtMs }) => Math.floor((stoppedAtMs - RUNNING_AT) / MINUTE_MS));

describe('task scale-in protection (P3.26)', () => {
  it('holds scale-in back until it expires, and the service tells why', () => {
    const recording = run(TO_ONE, {});
    expect(stopsOf(recording)).toEqual([120, 120, 120]);
    expect(eventsOf(recording)).toContainEqual([10 * MINUTE_MS, 'SCALE_IN_PROTECTED', 1]);
    expect(eventsOf(recording).filter(([, event]) => event === 'SCALE_IN_PROTECTED')).toHaveLength(1);
  });

  it('ends when the task ends it, at the latest when it expires', () => {
    const lasts = (minutes: number) => run(TO_ONE, { lastsMs: constant(minutes * MINUTE_MS) });
    expect(stopsOf(lasts(30))).toEqual([30, 30, 30]);
    expect(stopsOf(lasts(300))).toEqual([120, 120, 120]);
  });

  it('begins when the task asks for it, and again', () => {
    const late = run(TO_ONE, { startsAfterMs: constant(11 * MINUTE_MS) });
    expect(stopsOf(late)).toEqual([10, 10, 10]);
    const again = { lastsMs: constant(5 * MINUTE_MS), againAfterMs: constant(0) };
    // 1 ms lies between two protections: one look of the scheduler comes after it.
    expect(stopsOf(run(TO_ONE, again))).toEqual([]);
    const pauses = { lastsMs: constant(8 * MINUTE_MS), againAfterMs: constant(4 * MINUTE_MS) };
    expect(stopsOf(run({ updates: [{ atMs: 13 * MINUTE_MS, desiredCount: 1 }] }, pauses))).toEqual([20, 20, 20]);
  });

  it('lets the tasks that are not protected go, though others are older', () => {
    const recording = run({ ...TO_ONE, desiredCount: 40 }, { probability: 0.5 });
    const stopped = stopsOf(recording);
    expect(stopped).toHaveLength(39);
    const early = stopped.filter((minutes) => minutes === 10).length;
    expect(early).toBeGreaterThan(10);
    expect(early).toBeLessThan(30);
    expect(stopped.filter((minutes) => minutes === 120)).toHaveLength(39 - early);
  });

  it('holds tasks of an older revision in a rolling update, which is IN_PROGRESS so long', () => {
    const deployments = [{ atMs: HOUR_MS, taskDefinition: 1, load: null, test: null }];
    const recording = run({ deployments }, {});
    expect(stopsOf(recording)).toEqual([120, 120, 120, 120]);
    const [, deployment] = recording.deployments;
    expect(deployment).toMatchObject({ rolloutState: 'COMPLETED' });
    expect(deployment!.endedAtMs! - RUNNING_AT).toBeGreaterThan(120 * MINUTE_MS);
    expect(deployment!.tasksMax).toBe(8);
    expect(eventsOf(recording).map(([, event]) => event)).not.toContain('DEPLOYMENT_BLOCKED');
  });

  it('holds them after a shift of traffic too, P4.23', () => {
    const deployments = [{ atMs: HOUR_MS, taskDefinition: 1, load: null, test: null }];
    const trafficShift = { percents: [100], stepBakeMs: 0, bakeMs: MINUTE_MS };
    expect(stopsOf(run({ deployments, trafficShift }, {}))).toEqual([120, 120, 120, 120]);
  });

  it('does not hold what fails its health check', () => {
    const recording = run({ desiredCount: 1 }, {}, { unhealthyAfterMs: 30 * MINUTE_MS });
    const [first] = tasksOf(recording);
    expect(first).toMatchObject({ cause: 'FAILED_HEALTH_CHECKS' });
    expect(first!.stoppedAtMs).toBeLessThan(33 * MINUTE_MS);
  });

  it('of any cluster: nothing protected is stopped for scale-in, a deployment or a drain', () => {
    const HELD = new Set<string | undefined>(['SCALE_IN', 'REPLACED_BY_DEPLOYMENT', 'DRAINED']);
    let seen = 0;
    fc.assert(
      fc.property(smallInputs, (given) => {
        const simulation = new Simulation(given);
        const { tasks, isDaemon } = simulation.cluster;
        for (let wasProtected: number[] = []; simulation.step(); wasProtected = protectedTasks(simulation)) {
          for (const task of wasProtected) {
            seen++;
            // Its protection may have ended with this very event; DAEMON services mind it in deployments only (model).
            const hasEnded = simulation.timeline.kind === TASK_PROTECTION_CHANGED;
            if (tasks.isDesired[task] === 1 || hasEnded || isDaemon[tasks.workload[task]!] === 1) continue;
            expect(HELD).not.toContain(STOP_CAUSES[tasks.stopCause[task]!]);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(0);
  });
});

function protectedTasks({ cluster: { tasks, firstOfWorkload } }: Simulation): number[] {
  const found: number[] = [];
  for (const first of firstOfWorkload) {
    for (let task = first; task !== NONE; task = tasks.nextOfWorkload[task]!) {
      if (tasks.isProtected[task] === 1) found.push(task);
    }
  }
  return found;
}
