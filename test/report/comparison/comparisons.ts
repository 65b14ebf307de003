/** Comparisons made of small recordings, so that a test shows its whole case in one screen. */
import type { TaskPrices } from '../../../src/pricing/launch-type-prices.ts';
import type { ComparedVariant, ComparisonResult } from '../../../src/report/comparison/comparison-result.ts';
import { summarise } from '../../../src/report/summary.ts';
import type { Summary } from '../../../src/report/summary-schema.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  recordedRequests,
  recordingOf,
  runOf,
  workloadOf,
} from '../../recordings.ts';

/** Two hours of an m5.xlarge, so many seconds of it paid; p99 in ms, null where it served nothing. */
export function summaryOf(paidSeconds: number, p99: number | null = 90, notes: readonly string[] = []): Summary {
  const latencyMs = { mean: 20, p50: 15, p95: 50, p99: p99 ?? Number.NaN };
  const recording = recordingOf({
    pools: [ec2PoolOf()],
    workloads: [workloadOf({ name: 'web' })],
    ec2: [ec2MeterOf([paidSeconds, 0])],
    requests: [p99 === null ? null : recordedRequests({ latencyMs })],
  });
  return summarise(runOf([clusterResultOf(recording, { notes: [...notes] })]));
}

/** The same with so many seconds in each of the two hours. */
export function steadyOf(paidSeconds: number): Summary {
  const recording = recordingOf({
    pools: [ec2PoolOf()],
    workloads: [workloadOf({ name: 'web' })],
    ec2: [ec2MeterOf([paidSeconds, paidSeconds])],
  });
  return summarise(runOf([clusterResultOf(recording)]));
}

/** The same of a Spot instance. */
export function spotOf(paidSeconds: number): Summary {
  const recording = recordingOf({
    pools: [ec2PoolOf({ purchaseOption: 'spot' })],
    workloads: [workloadOf({ name: 'web' })],
    ec2: [ec2MeterOf([paidSeconds, 0], { purchaseOption: 'spot' })],
  });
  return summarise(runOf([clusterResultOf(recording)]));
}

export function variantOf(
  name: string,
  summaries: readonly Summary[],
  changes: readonly string[] = [],
): ComparedVariant {
  return { name, description: `About ${name}`, changes, summaries };
}

export function comparisonOf(variants: readonly ComparedVariant[]): ComparisonResult {
  const seeds = variants[0]!.summaries.map((_, index) => (index === 0 ? '7' : `7-r${index + 1}`));
  return { name: 'web-shop', description: 'A web shop', engine: { version: '0.1.0' }, seeds, variants };
}

/** An hour, and one and a half, with 10 % of chance; of three replications. */
export const TWO = comparisonOf([
  variantOf('baseline', [summaryOf(3240, 80, ['Of both.']), summaryOf(3600, 90), summaryOf(3960, 100)]),
  variantOf(
    'larger',
    [summaryOf(4860, 70, ['Of both.', 'Of one.']), summaryOf(5400, 80), summaryOf(5940, 90)],
    ['a.b = 2'],
  ),
]);

/** An hour and a half in the first of two hours, against one in each: a commitment saves more of the latter. */
export const TURNED = comparisonOf([variantOf('short', [summaryOf(5500)]), variantOf('steady', [steadyOf(3600)])]);

/** P9.10: 1 vCPU and 3.75 GiB on m5.xlarge, by the price of the instance alone; on ARM at prices that Fargate wins. */
export const M5: TaskPrices = {
  clusterName: 'shop',
  work: 'web',
  cpuUnits: 1024,
  memoryMiB: 3840,
  tasks: 12,
  options: [
    { kind: 'instances', name: 'EC2', instanceType: 'm5.xlarge', usdPerHour: 0.192, tasksPerInstance: 4 },
    { kind: 'instances', name: 'EC2 Graviton', instanceType: 'm6g.xlarge', usdPerHour: 0.9, tasksPerInstance: 4 },
    { kind: 'tasks', name: 'Fargate', cpuUnits: 1024, memoryMiB: 4096, usdPerHour: 0.05826 },
    { kind: 'tasks', name: 'Fargate ARM', cpuUnits: 1024, memoryMiB: 4096, usdPerHour: 0.04662 },
  ],
};
