import { NONE } from '../../base/units.ts';
import type { TaskTable } from './tasks.ts';

/**
 * Tasks that wait in PROVISIONING for a container instance: a queue per request, first come first. They all ask for the
 * same thing, so when the first finds no place the others of its queue need not be asked. The links are those of the
 * instance lists, which a waiting task does not use.
 */
export class WaitingTasks {
  /** In all queues. */
  count = 0;
  /** By request row. */
  readonly countOf: number[] = [];
  /** First and last task by request row; NONE where nobody waits. */
  readonly first: number[] = [];
  private readonly last: number[] = [];
  private readonly tasks: TaskTable;

  constructor(tasks: TaskTable) {
    this.tasks = tasks;
  }

  /** A queue for each of that many requests. */
  open(requestCount: number): void {
    while (this.first.length < requestCount) {
      this.countOf.push(0);
      this.first.push(NONE);
      this.last.push(NONE);
    }
  }

  push(task: number): void {
    const { tasks } = this;
    const request = tasks.request[task];
    const last = this.last[request];
    if (last === NONE) this.first[request] = task;
    else tasks.nextOnInstance[last] = task;
    tasks.previousOnInstance[task] = last;
    this.last[request] = task;
    this.countOf[request]++;
    this.count++;
  }

  /** The task leaves its queue, from wherever it stands. */
  remove(task: number): void {
    const { tasks } = this;
    const request = tasks.request[task];
    const next = tasks.nextOnInstance[task];
    const previous = tasks.previousOnInstance[task];
    if (previous === NONE) this.first[request] = next;
    else tasks.nextOnInstance[previous] = next;
    if (next === NONE) this.last[request] = previous;
    else tasks.previousOnInstance[next] = previous;
    tasks.nextOnInstance[task] = NONE;
    tasks.previousOnInstance[task] = NONE;
    this.countOf[request]--;
    this.count--;
  }

  /** The request among those not marked whose first task has waited longest; NONE when nobody is left. */
  oldestRequest(isMarked: Uint8Array): number {
    let oldest = NONE;
    let least = Number.POSITIVE_INFINITY;
    for (let request = 0; request < this.first.length; request++) {
      const task = this.first[request];
      if (task === NONE || isMarked[request] === 1 || this.tasks.number[task] >= least) continue;
      least = this.tasks.number[task];
      oldest = request;
    }
    return oldest;
  }
}
