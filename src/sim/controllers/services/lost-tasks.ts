import { NONE } from '../../../base/units.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';

/** Counts the tasks that end with an instance and were not on their way out before; returns how many they are. */
export function countLostTasks(
  { containerInstances, tasks }: ClusterState,
  recorder: Recorder,
  instance: number,
): number {
  let lost = 0;
  for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
    if (tasks.isDesired[task] === 0) continue;
    recorder.counters.interruptedTasks[tasks.workload[task]]++;
    lost++;
  }
  return lost;
}
