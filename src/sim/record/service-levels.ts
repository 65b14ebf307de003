/** How well each service was kept: healthy tasks against desired ones, from when it first had all of them. */
export interface ServiceLevels {
  /** By service: desired tasks × ms, and those of them in which no healthy task stood (P4.5). */
  readonly desiredTaskMs: Float64Array;
  readonly missingTaskMs: Float64Array;
  /** By service: fewest healthy tasks at any instant; 0 where it never had all its tasks. */
  readonly healthyTasksMin: Float64Array;
  /** By workload: longest time from creation to RUNNING, or of a task that never got there to its end. */
  readonly pendingMaxMs: Float64Array;
}

/**
 * Integrates `ServiceLevels` exactly while a run goes on. The first start of a service is no outage: the count begins
 * when all its tasks are healthy for the first time, and where that never happens at the start of the run.
 */
export class ServiceLevelMeter implements ServiceLevels {
  readonly desiredTaskMs: Float64Array<ArrayBuffer>;
  readonly missingTaskMs: Float64Array<ArrayBuffer>;
  readonly healthyTasksMin: Float64Array<ArrayBuffer>;
  readonly pendingMaxMs: Float64Array<ArrayBuffer>;
  private readonly desired: Float64Array;
  private readonly healthy: Float64Array;
  private readonly sinceMs: Float64Array;
  private readonly wasComplete: Uint8Array;

  constructor(serviceCount: number, workloadCount: number) {
    this.desiredTaskMs = new Float64Array(serviceCount);
    this.missingTaskMs = new Float64Array(serviceCount);
    this.healthyTasksMin = new Float64Array(serviceCount);
    this.pendingMaxMs = new Float64Array(workloadCount);
    this.desired = new Float64Array(serviceCount);
    this.healthy = new Float64Array(serviceCount);
    this.sinceMs = new Float64Array(serviceCount);
    this.wasComplete = new Uint8Array(serviceCount);
  }

  /** From now on the service wants so many tasks and so many are counted healthy. */
  set(service: number, desired: number, healthy: number, nowMs: number): void {
    this.flush(service, nowMs);
    this.desired[service] = desired;
    this.healthy[service] = healthy;
    if (this.wasComplete[service] === 1) {
      if (healthy < this.healthyTasksMin[service]) this.healthyTasksMin[service] = healthy;
    } else if (desired > 0 && healthy >= desired) {
      this.wasComplete[service] = 1;
      this.healthyTasksMin[service] = healthy;
      this.desiredTaskMs[service] = 0;
      this.missingTaskMs[service] = 0;
    }
  }

  /** A task is RUNNING, or will never be. */
  waited(workload: number, pendingMs: number): void {
    if (pendingMs > this.pendingMaxMs[workload]) this.pendingMaxMs[workload] = pendingMs;
  }

  /** Integrates up to the end of the run. */
  finish(endMs: number): void {
    for (let service = 0; service < this.desired.length; service++) this.flush(service, endMs);
  }

  private flush(service: number, nowMs: number): void {
    const spanMs = nowMs - this.sinceMs[service];
    this.sinceMs[service] = nowMs;
    const desired = this.desired[service];
    this.desiredTaskMs[service] += desired * spanMs;
    const missing = desired - this.healthy[service];
    if (missing > 0) this.missingTaskMs[service] += missing * spanMs;
  }
}
