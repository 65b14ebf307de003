import type { Curve, LoadInput, TaskDefinitionInput } from '../../sim/state/input.ts';
import { compileSeries } from '../loads/series.ts';
import type { Load, Scenario } from '../scenario.ts';

/** A load as curves of the run; memory that nobody stated is what the task reserves where it runs. */
export function compileLoad(
  load: Load,
  { startEpochMs }: Scenario,
  task: { readonly taskDefinition: TaskDefinitionInput; readonly isOnFargate: boolean },
): LoadInput {
  const { memoryMiB, fargateMemoryMiB } = task.taskDefinition;
  return {
    requestsPerSecond: load.requestsPerSecond && compileSeries(load.requestsPerSecond, startEpochMs),
    cpuSecondsPerRequest: load.cpuSecondsPerRequest * load.cpuFactor,
    waitSecondsPerRequest: load.waitSecondsPerRequest,
    cpuFraction: load.cpuFraction && scaled(compileSeries(load.cpuFraction, startEpochMs), load.cpuFactor),
    memoryMiB: load.memoryMiB ?? (task.isOnFargate ? fargateMemoryMiB : memoryMiB),
    memoryMiBPerConcurrentRequest: load.memoryMiBPerConcurrentRequest,
    requests: load.requests,
    concurrentRequestsMax: load.concurrentRequestsMax,
    queuedRequestsMax: load.queuedRequestsMax,
    memoryGrowthMiBPerHour: load.memoryGrowthMiBPerHour,
  };
}

function scaled(curve: Curve, factor: number): Curve {
  return factor === 1 ? curve : { ...curve, values: curve.values.map((value) => value * factor) };
}
