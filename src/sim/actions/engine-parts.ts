import { Streams } from '../../base/streams.ts';
import { Timeline } from '../kernel/timeline.ts';
import { Recorder } from '../record/recorder.ts';
import { AlarmTable } from '../state/alarms.ts';
import { ClusterState } from '../state/cluster-state.ts';
import type { SimulationInput } from '../state/input.ts';
import { MeasuredUse } from '../state/measured-use.ts';
import { MetricTable } from '../state/metrics.ts';
import { ContainerRestarter } from './container-restarter.ts';
import { FargateCapacity } from './fargate-capacity.ts';
import { GroupActions } from './group-actions.ts';
import { InstanceActions } from './instance-actions.ts';
import { TaskLauncher } from './task-launcher.ts';
import { TaskStopper } from './task-stopper.ts';
import { Workloads } from './workloads.ts';

/** What every control loop of one run works with: the tables, the clock, the recorder, and the actions. */
export interface EngineParts {
  readonly cluster: ClusterState;
  readonly workloads: Workloads;
  readonly timeline: Timeline;
  readonly recorder: Recorder;
  readonly streams: Streams;
  readonly fargate: FargateCapacity;
  readonly launcher: TaskLauncher;
  readonly stopper: TaskStopper;
  readonly restarter: ContainerRestarter;
  /** CloudWatch: what control loops look at instead of the truth behind it. */
  readonly metrics: MetricTable;
  readonly alarms: AlarmTable;
  readonly instances: InstanceActions;
  readonly groups: GroupActions;
  readonly measuredUse: MeasuredUse;
}

/** Makes the parts of one run, at time 0 and with no instance yet. */
export function assembleEngine(input: SimulationInput): EngineParts {
  const timeline = new Timeline();
  const streams = new Streams(input.seed);
  const cluster = new ClusterState(input);
  const recorder = new Recorder(cluster);
  const workloads = new Workloads(cluster, recorder, streams);
  const fargate = new FargateCapacity(cluster, timeline);
  const launcher = new TaskLauncher(cluster, workloads, timeline, recorder, streams, fargate);
  const stopper = new TaskStopper(cluster, workloads, timeline, recorder);
  const restarter = new ContainerRestarter(cluster, workloads, timeline, recorder);
  const metrics = new MetricTable(input.record.keepMetrics);
  const alarms = new AlarmTable(metrics);
  const instances = new InstanceActions(cluster, timeline, recorder, stopper);
  const groups = new GroupActions(cluster, timeline, recorder);
  const measuredUse = new MeasuredUse(measuredWorkloads(workloads), cluster.requests.length);
  return {
    cluster,
    workloads,
    timeline,
    recorder,
    streams,
    fargate,
    launcher,
    stopper,
    restarter,
    instances,
    groups,
    metrics,
    alarms,
    measuredUse,
  };
}

function measuredWorkloads({ work }: Workloads): Uint8Array {
  return Uint8Array.from(work, ({ load }) => (load?.requestsPerSecond && load.requests.detail === 'requests' ? 1 : 0));
}
