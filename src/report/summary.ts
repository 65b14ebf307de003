/** What summary.json says: every figure of the run that has a name, rounded, with nothing from outside the run. */
import { SECOND_MS } from '../base/units.ts';
import { type Allocation, allocate } from '../pricing/allocation.ts';
import { totalWaste, type Waste, waste, wasteOfPool } from '../pricing/waste.ts';
import type { Recording } from '../sim/record/recording.ts';
import { isoTime } from './format.ts';
import type { ClusterResult, RunResult } from './run-result.ts';
import { commitmentsSummary } from './summary/commitments.ts';
import {
  type CostScale,
  costOf,
  costScale,
  dearestFirst,
  lineItemSummaries,
  pricesSummary,
  serviceCosts,
  wasteSummary,
} from './summary/costs.ts';
import { deploymentSummaries } from './summary/deployments.ts';
import { judgeExpectations } from './summary/expectations.ts';
import { scalingSummaries } from './summary/scaling.ts';
import { sharedQuotas } from './summary/shared-quotas.ts';
import { capacityProviderSummaries, utilizationSummary } from './summary/utilization.ts';
import { countersSummary, workloadSummary } from './summary/workloads.ts';
import type { ClusterSummary, ServiceEventSummary, Summary, WorkloadCostSummary } from './summary-schema.ts';
import { serviceEventMessage } from './texts.ts';

/** The content of summary.json: plain data in a fixed order, the same for the same scenario and seed. */
export function summarise(run: RunResult): Summary {
  const { clusters, engine, scenario } = run;
  const scale = costScale(run);
  const lineItems = clusters.flatMap((cluster) => cluster.invoice.lineItems);
  const { usd, usdPerMonth } = costOf(scale.totalUsd, scale);
  const summaries = clusters.map((cluster) => clusterSummary(cluster, scale, scenario.startEpochMs));
  const expectations = judgeExpectations(run, summaries);
  const commitments = commitmentsSummary(run, scale);
  const quotas = sharedQuotas(run);
  return {
    schemaVersion: 1,
    engine: { name: 'plimsoll', version: engine.version },
    scenario: {
      name: scenario.name,
      description: scenario.description,
      region: scenario.region,
      seed: scenario.seed,
      start: isoTime(scenario.startEpochMs),
      durationSeconds: scenario.durationMs / SECOND_MS,
    },
    prices: pricesSummary(lineItems),
    cost: {
      usd,
      usdPerMonth,
      services: serviceCosts(lineItems, scale),
      lineItems: lineItemSummaries(lineItems, scale),
    },
    waste: wasteSummary(totalWaste(clusters.flatMap(poolWastes)), scale),
    ...(commitments === undefined ? {} : { commitments }),
    clusters: summaries,
    ...(expectations.length === 0 ? {} : { expectations }),
    ...(quotas.length === 0 ? {} : { sharedQuotas: quotas }),
    unknown: clusters.flatMap(({ recording }) => unknowns(recording)),
  };
}

function clusterSummary(cluster: ClusterResult, scale: CostScale, startEpochMs: number): ClusterSummary {
  const { invoice, notes, recording } = cluster;
  const { pools, workloads } = recording;
  const columns = waste(recording, invoice);
  const facts = { recording, scale, waste: columns };
  const scaling = scalingSummaries(recording);
  const allocation = allocate(recording, invoice, columns);
  return {
    clusterName: recording.clusterName,
    ...costOf(invoice.totalUsd, scale),
    lineItems: lineItemSummaries(invoice.lineItems, scale),
    costByWorkload: costByWorkload(recording, allocation, scale),
    total: utilizationSummary(facts, [...pools.keys()]),
    capacityProviders: capacityProviderSummaries(facts),
    workloads: workloads.map((_, row) => workloadSummary(recording, row, allocation.workloadUsd[row], scale)),
    counters: countersSummary(recording, [...workloads.keys()]),
    serviceEvents: serviceEvents(recording, startEpochMs),
    ...(recording.deployments.length === 0 ? {} : { deployments: deploymentSummaries(recording, startEpochMs) }),
    ...(scaling.length === 0 ? {} : { scaling }),
    notes: [...notes],
  };
}

function poolWastes({ invoice, recording }: ClusterResult): Waste[] {
  const columns = waste(recording, invoice);
  return recording.pools.map((_, pool) => wasteOfPool(columns, pool, recording.bucketCount));
}

/** Every workload, what nobody reserved, and what is billed for the cluster as a whole, where there is any. */
function costByWorkload(
  { workloads }: Recording,
  { idleUsd, sharedUsd, workloadUsd }: Allocation,
  scale: CostScale,
): WorkloadCostSummary[] {
  const rows = workloads.map(({ kind, name }, row) => ({ name, kind, usd: workloadUsd[row] }));
  const idle = { name: 'idle capacity', kind: 'idle' as const, usd: idleUsd };
  const shared = { name: 'the whole cluster', kind: 'shared' as const, usd: sharedUsd };
  const others = [idle, shared].filter(({ usd }) => usd > 0);
  return dearestFirst<Pick<WorkloadCostSummary, 'name' | 'kind' | 'usd'>>([...rows, ...others]).map(
    ({ name, kind, usd }) => ({ name, kind, ...costOf(usd, scale) }),
  );
}

/** ECS keeps the latest 100 events of a service (section 10 of the sheet). */
const SERVICE_EVENTS_MAX = 100;

function serviceEvents(recording: Recording, startEpochMs: number): ServiceEventSummary[] {
  const { atMs, length, workload } = recording.serviceEvents;
  const left = recording.workloads.map(() => SERVICE_EVENTS_MAX);
  const rows = Array.from({ length }, (_, row) => length - 1 - row).filter((row) => left[workload[row]]-- > 0);
  return rows.reverse().map((row) => ({
    time: isoTime(startEpochMs + atMs[row]),
    service: recording.workloads[workload[row]].name,
    message: serviceEventMessage(recording, row),
  }));
}

/** What the figures of a cluster cannot say. */
function unknowns({ clusterName, pools, workloads }: Recording): string[] {
  const unloaded = workloads.filter(({ hasLoad }) => !hasLoad).map(({ name }) => name);
  const hasGpus = pools.some(({ instanceGpuCount }) => instanceGpuCount > 0);
  return [
    ...(unloaded.length === 0
      ? []
      : [
          `${clusterName}: no load is given for ${unloaded.join(', ')}, so what they use of their reservation is unknown.`,
        ]),
    ...(hasGpus ? [`${clusterName}: how much of the reserved GPUs is used is not modelled.`] : []),
  ];
}
