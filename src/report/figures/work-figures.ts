import { COUNTERS, type CounterName } from '../../sim/record/recording.ts';
import type { PendingTimeSummary, RequestsSummary, WorkloadSummary } from '../summary-schema.ts';
import { type FigureFacts, largestKnown, sumOfKnown, weightedMean } from './figure-facts.ts';

/** Services and sources of tasks. */
export type Work = readonly WorkloadSummary[];

const COUNTER_LABELS: Readonly<Record<CounterName, string>> = {
  tasksCreated: 'Tasks created',
  tasksStarted: 'Tasks started',
  tasksStopped: 'Tasks stopped',
  startFailures: 'Tasks that failed to start',
  outOfMemoryKills: 'Tasks killed for want of memory',
  essentialContainerExits: 'Tasks whose essential container exited',
  containerRestarts: 'Containers restarted in place',
  scaleInStops: 'Tasks stopped by scale-in',
  interruptedTasks: 'Tasks lost to interruptions and outages',
  runTaskFailures: 'RunTask failures',
  placementFailures: 'Placement failures',
};

type RequestTotal = 'arrived' | 'served' | 'rejected' | 'failed' | 'inFlight';
type LatencyPart = 'p50' | 'p95' | 'p99';

/**
 * Tasks, requests and waits. Of several services availability is that of the worst, and so is a percentile, for theirs
 * cannot be added up; a mean is that of all requests, or tasks, together.
 */
export const WORK_FIGURES: readonly FigureFacts<Work>[] = [
  {
    name: 'availabilityPercent',
    label: 'Availability',
    unit: 'percent',
    read: (work) => {
      const worst = largestKnown(work.map(({ availabilityPercent: value }) => (value === null ? null : -value)));
      return worst === null ? null : 0 - worst;
    },
  },
  requestTotal('requestsArrived', 'Requests arrived', 'arrived'),
  requestTotal('requestsServed', 'Requests served', 'served'),
  requestTotal('requestsRejected', 'Requests rejected', 'rejected'),
  requestTotal('requestsFailed', 'Requests failed', 'failed'),
  requestTotal('requestsInFlight', 'Requests in flight at the end', 'inFlight'),
  {
    name: 'latencyMsMean',
    label: 'Latency, mean',
    unit: 'ms',
    read: (work) =>
      weightedMean(
        work.map(({ requests }) => ({ value: requests?.latencyMs?.mean ?? null, weight: requests?.served ?? 0 })),
      ),
  },
  latencyPercentile('latencyMsP50', 'Latency p50', 'p50'),
  latencyPercentile('latencyMsP95', 'Latency p95', 'p95'),
  latencyPercentile('latencyMsP99', 'Latency p99', 'p99'),
  {
    name: 'pendingSecondsMean',
    label: 'Pending time, mean',
    unit: 'seconds',
    read: (work) =>
      weightedMean(
        work.map(({ pendingSeconds }) => ({
          value: pendingSeconds?.mean ?? null,
          weight: pendingSeconds?.tasks ?? 0,
        })),
      ),
  },
  pendingPart('pendingSecondsP50', 'Pending time p50', 'p50'),
  pendingPart('pendingSecondsP95', 'Pending time p95', 'p95'),
  pendingPart('pendingSecondsP99', 'Pending time p99', 'p99'),
  pendingPart('pendingSecondsMax', 'Pending time, longest', 'max'),
  {
    name: 'runningTasksMean',
    label: 'Running tasks',
    unit: 'count',
    read: (work) => sumOfKnown(work.map(({ runningTasks }) => runningTasks.mean)),
  },
  {
    name: 'runningTasksMax',
    label: 'Running tasks, most',
    unit: 'count',
    read: (work) => sumOfKnown(work.map(({ runningTasks }) => runningTasks.max)),
  },
  {
    name: 'pendingTasksMean',
    label: 'Pending tasks',
    unit: 'count',
    read: (work) => sumOfKnown(work.map(({ pendingTasks }) => pendingTasks.mean)),
  },
  {
    name: 'unservedVcpuHours',
    label: 'CPU asked for and not given',
    unit: 'vcpu-hours',
    read: (work) => sumOfKnown(work.map(({ unservedVcpuHours }) => unservedVcpuHours)),
  },
  ...COUNTERS.map(
    (counter): FigureFacts<Work> => ({
      name: counter,
      label: COUNTER_LABELS[counter],
      unit: 'count',
      read: (work) => sumOfKnown(work.map(({ counters }) => counters[counter])),
    }),
  ),
];

function requestTotal(name: string, label: string, part: RequestTotal): FigureFacts<Work> {
  return figureOfRequests(name, label, 'count', sumOfKnown, (requests) => requests[part]);
}

function latencyPercentile(name: string, label: string, part: LatencyPart): FigureFacts<Work> {
  return figureOfRequests(name, label, 'ms', largestKnown, ({ latencyMs }) => latencyMs?.[part] ?? null);
}

function figureOfRequests(
  name: string,
  label: string,
  unit: 'count' | 'ms',
  together: typeof sumOfKnown,
  part: (requests: RequestsSummary) => number | null,
): FigureFacts<Work> {
  return {
    name,
    label,
    unit,
    read: (work) => together(work.map(({ requests }) => (requests === undefined ? null : part(requests)))),
  };
}

function pendingPart(name: string, label: string, part: keyof PendingTimeSummary): FigureFacts<Work> {
  return {
    name,
    label,
    unit: 'seconds',
    read: (work) => largestKnown(work.map(({ pendingSeconds }) => pendingSeconds?.[part] ?? null)),
  };
}
