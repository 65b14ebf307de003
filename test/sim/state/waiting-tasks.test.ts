import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { TaskTable } from '../../../src/sim/state/tasks.ts';
import { WaitingTasks } from '../../../src/sim/state/waiting-tasks.ts';

const REQUESTS = 3;

function queueOf(waiting: WaitingTasks, tasks: TaskTable, request: number): number[] {
  const queue: number[] = [];
  for (let task = waiting.first[request]!; task !== NONE; task = tasks.nextOnInstance[task]!) queue.push(task);
  return queue;
}

describe('WaitingTasks', () => {
  it('P5.14: is a queue per request, first come first, left from wherever a task stands', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (choices) => {
        const tasks = new TaskTable(4);
        const waiting = new WaitingTasks(tasks);
        waiting.open(REQUESTS);
        const queues: number[][] = Array.from({ length: REQUESTS }, () => []);
        for (const choice of choices) {
          const queue = queues[choice % REQUESTS]!;
          if (choice % 4 === 0 && queue.length > 0) {
            const [task] = queue.splice(choice % queue.length, 1) as [number];
            waiting.remove(task);
            expect([tasks.nextOnInstance[task], tasks.previousOnInstance[task]]).toEqual([NONE, NONE]);
            tasks.rows.release(task);
          } else {
            const task = tasks.create(0);
            tasks.request[task] = choice % REQUESTS;
            waiting.push(task);
            queue.push(task);
          }
          expect(queues.map((_, request) => queueOf(waiting, tasks, request))).toEqual(queues);
          expect(waiting.count).toBe(queues.flat().length);
        }
      }),
    );
  });

  it('names the unmarked request whose first task came first, and NONE when all are marked or empty', () => {
    const tasks = new TaskTable(4);
    const waiting = new WaitingTasks(tasks);
    waiting.open(REQUESTS);
    for (const request of [2, 1, 2]) {
      const task = tasks.create(0);
      tasks.request[task] = request;
      waiting.push(task);
    }
    expect(waiting.oldestRequest(Uint8Array.of(0, 0, 0))).toBe(2);
    expect(waiting.oldestRequest(Uint8Array.of(0, 0, 1))).toBe(1);
    expect(waiting.oldestRequest(Uint8Array.of(0, 1, 1))).toBe(NONE);
  });
});
