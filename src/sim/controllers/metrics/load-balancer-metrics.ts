import { NONE, SECOND_MS } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { RequestRecords } from '../../record/request-records.ts';
import type { LoadBalancerInput } from '../../state/input/load-balancing.ts';
import type { SimulationInput } from '../../state/input.ts';
import { lcusAt, ruleEvaluations } from '../../state/lcus.ts';
import type { LoadBalancerNodes } from '../../state/load-balancer-nodes.ts';
import { LOAD_BALANCER_NAMESPACE, STANDARD_PERIOD_MS } from '../../state/metric-names.ts';
import type { MetricSpec, MetricStatistic, MetricTable, MetricUnit } from '../../state/metrics.ts';
import { TARGET_HEALTHY, TARGET_UNHEALTHY, type TargetTable } from '../../state/target-groups.ts';

type Kind = readonly [name: string, unit: MetricUnit, statistic: MetricStatistic];

/** Of a target group, and of a load balancer (P7.8). RequestCountPerTarget is published with the services' metrics. */
const GROUP_METRICS: readonly Kind[] = [
  ['RequestCount', 'Count', 'Sum'],
  ['TargetResponseTime', 'Seconds', 'Average'],
  ['HTTPCode_Target_5XX_Count', 'Count', 'Sum'],
  ['HealthyHostCount', 'Count', 'Average'],
  ['UnHealthyHostCount', 'Count', 'Average'],
];
const BALANCER_METRICS: readonly Kind[] = [
  ['RequestCount', 'Count', 'Sum'],
  ['RuleEvaluations', 'Count', 'Sum'],
  ['NewConnectionCount', 'Count', 'Sum'],
  ['ActiveConnectionCount', 'Count', 'Sum'],
  ['ProcessedBytes', 'Bytes', 'Sum'],
  ['ConsumedLCUs', 'Count', 'Average'],
];

/** Of these there is one by zone as well: where the targets are, and the node that the requests come through. */
const GROUP_ZONE_METRICS = ['HealthyHostCount', 'UnHealthyHostCount'];
const BALANCER_ZONE_METRICS = ['RequestCount'];

/** One metric that is published: what it is of, and how the counts stood at the end of the period before. */
interface Entry {
  readonly metric: number;
  readonly name: string;
  readonly periodMs: number;
  /** Rows of services whose requests it counts. */
  readonly services: readonly number[];
  readonly group: number;
  /** Row in loadBalancers, and in zones; NONE where it is of no load balancer, of all zones. */
  readonly row: number;
  readonly zone: number;
  readonly balancer: LoadBalancerInput | undefined;
  arrived: number;
  served: number;
  failed: number;
  /** Of requests as a fluid, and ∑ of how long those one by one took. */
  inFlight: number;
  responseMs: number;
}

/** `AWS/ApplicationELB`: what CloudWatch shows of target groups and load balancers, where somebody looks at it. */
export class LoadBalancerMetrics {
  private readonly input: SimulationInput;
  private readonly timeline: Timeline;
  private readonly metrics: MetricTable;
  private readonly records: RequestRecords;
  private readonly targets: TargetTable;
  private readonly nodes: LoadBalancerNodes;
  /** By service: 1 where its requests are simulated one by one. */
  private readonly isOneByOne: Uint8Array;
  private entries: readonly Entry[] = [];

  constructor({ cluster, timeline, metrics, recorder }: EngineParts) {
    this.input = cluster.input;
    this.timeline = timeline;
    this.metrics = metrics;
    this.records = recorder.requests;
    this.targets = cluster.targets;
    this.nodes = cluster.nodes;
    this.isOneByOne = Uint8Array.from(cluster.input.services, ({ load }) =>
      load !== null && load.requests.detail === 'requests' ? 1 : 0,
    );
  }

  /** Datapoints of that period are due: what became of requests has to be seen before they are put. */
  isWatching(periodMs: number): boolean {
    for (let i = 0; i < this.entries.length; i++) {
      if (this.entries[i].periodMs === periodMs) return true;
    }
    return false;
  }

  /** Every control loop has opened its metrics. */
  onStart(): void {
    if (this.input.record.keepMetrics) for (const spec of allSpecs(this.input)) this.metrics.open(spec);
    this.entries = this.metrics.specs.flatMap((spec, metric) => entryOf(this.input, spec, metric));
  }

  onMetricsPublished(periodMs: number): void {
    for (let i = 0; i < this.entries.length; i++) {
      if (this.entries[i].periodMs === periodMs) this.publish(this.entries[i]);
    }
  }

  private publish(entry: Entry): void {
    const { arrived, served, failed, inFlight, responseMs } = entry;
    this.read(entry);
    const requests = entry.arrived - arrived;
    const value = this.datapoint(entry, requests, {
      served: entry.served - served,
      failed: entry.failed - failed,
      // Little's law over the period, where requests are no more than a rate.
      responseMs: ((entry.inFlight + inFlight) / 2) * entry.periodMs + entry.responseMs - responseMs,
    });
    this.metrics.put(entry.metric, value, this.timeline.nowMs);
  }

  private datapoint(
    entry: Entry,
    requests: number,
    own: { served: number; failed: number; responseMs: number },
  ): number {
    const { name, group, row, zone, balancer, periodMs } = entry;
    if (name === 'HealthyHostCount') return this.hosts(group, zone, TARGET_HEALTHY);
    if (name === 'UnHealthyHostCount') return this.hosts(group, zone, TARGET_UNHEALTHY);
    if (requests === 0) return Number.NaN;
    const perSecond = requests / (periodMs / SECOND_MS);
    if (balancer !== undefined) {
      const portion = zone === NONE ? 1 : this.nodes.portionOf(row, zone);
      return portion === 0 ? Number.NaN : portion * ofBalancer(name, requests, perSecond, balancer);
    }
    if (name === 'RequestCount') return requests;
    if (name === 'HTTPCode_Target_5XX_Count') return own.failed;
    return own.served === 0 ? Number.NaN : own.responseMs / SECOND_MS / own.served;
  }

  private hosts(group: number, zone: number, status: number): number {
    return zone === NONE ? this.targets.countOf(group, status) : this.targets.countInZone(group, zone, status);
  }

  private read(entry: Entry): void {
    const { seen } = this.records;
    entry.arrived = 0;
    entry.served = 0;
    entry.failed = 0;
    entry.inFlight = 0;
    entry.responseMs = 0;
    for (let i = 0; i < entry.services.length; i++) {
      const service = entry.services[i];
      entry.arrived += seen.arrived[service];
      entry.served += seen.served[service];
      entry.failed += seen.unserved[service];
      if (this.isOneByOne[service] === 1) entry.responseMs += seen.responseMs[service];
      else entry.inFlight += seen.inFlight[service];
    }
  }
}

function ofBalancer(name: string, requests: number, perSecond: number, balancer: LoadBalancerInput): number {
  switch (name) {
    case 'RequestCount':
      return requests;
    case 'RuleEvaluations':
      return ruleEvaluations(requests, balancer.ruleCount);
    case 'NewConnectionCount':
      return requests * balancer.connectionsPerRequest;
    case 'ActiveConnectionCount':
      return (perSecond * balancer.connectionsPerRequest * balancer.connectionMs) / SECOND_MS;
    case 'ProcessedBytes':
      return requests * balancer.bytesPerRequest;
    default:
      return lcusAt(perSecond, balancer);
  }
}

/** Dimensions as CloudWatch has them, without the ids that only AWS knows. */
function allSpecs({ loadBalancers, targetGroups, zones }: SimulationInput): MetricSpec[] {
  const ofBalancer = (row: number) =>
    loadBalancers[row] === undefined ? [] : [{ name: 'LoadBalancer', value: `app/${loadBalancers[row].name}` }];
  const specOf = ([name, unit, statistic]: Kind, dimensions: MetricSpec['dimensions']): MetricSpec => ({
    namespace: LOAD_BALANCER_NAMESPACE,
    name,
    dimensions,
    unit,
    statistic,
    periodMs: STANDARD_PERIOD_MS,
  });
  const inZone = (zone: string) => ({ name: 'AvailabilityZone', value: zone });
  const byZone = (kinds: readonly Kind[], names: readonly string[], ofZones: readonly string[], of: Dimensions) =>
    ofZones.flatMap((zone) =>
      kinds.filter(([name]) => names.includes(name)).map((kind) => specOf(kind, [inZone(zone), ...of])),
    );
  return [
    ...targetGroups.flatMap(({ name, loadBalancer }) => {
      const of = [...ofBalancer(loadBalancer), { name: 'TargetGroup', value: `targetgroup/${name}` }];
      return [
        ...GROUP_METRICS.map((kind) => specOf(kind, of)),
        ...byZone(GROUP_METRICS, GROUP_ZONE_METRICS, zones, of),
      ];
    }),
    ...loadBalancers.flatMap(({ nodeZones }, row) => {
      const of = ofBalancer(row);
      const own = nodeZones.filter((zone) => zone !== NONE).map((zone) => zones[zone]);
      return [
        ...BALANCER_METRICS.map((kind) => specOf(kind, of)),
        ...byZone(BALANCER_METRICS, BALANCER_ZONE_METRICS, own, of),
      ];
    }),
  ];
}

type Dimensions = MetricSpec['dimensions'];

/** None where it is another's metric, or of nothing that is simulated. */
function entryOf(
  input: SimulationInput,
  { namespace, name, dimensions, periodMs }: MetricSpec,
  metric: number,
): Entry[] {
  if (namespace !== LOAD_BALANCER_NAMESPACE) return [];
  const named = (dimension: string) =>
    dimensions
      .find((one) => one.name === dimension)
      ?.value.replace(/^(?:app|targetgroup)\//, '')
      .replace(/\/.*$/, '');
  const group = input.targetGroups.findIndex((one) => one.name === named('TargetGroup'));
  const row = input.loadBalancers.findIndex((one) => one.name === named('LoadBalancer'));
  const zoneName = named('AvailabilityZone');
  const zone = zoneName === undefined ? NONE : input.zones.indexOf(zoneName);
  if (zoneName !== undefined && zone === NONE) return [];
  const knows = (kinds: readonly Kind[], byZone: readonly string[]) =>
    kinds.some(([known]) => known === name) && (zone === NONE || byZone.includes(name));
  const isOfGroup = group >= 0 && knows(GROUP_METRICS, GROUP_ZONE_METRICS);
  const isOfBalancer = !isOfGroup && row >= 0 && knows(BALANCER_METRICS, BALANCER_ZONE_METRICS);
  if (!isOfGroup && !isOfBalancer) return [];
  const services = [...input.services.keys()].filter((service) => {
    const first = input.services[service].targetGroups[0];
    if (first === undefined) return false;
    return isOfGroup ? first.targetGroup === group : input.targetGroups[first.targetGroup].loadBalancer === row;
  });
  const balancer = isOfGroup ? undefined : input.loadBalancers[row];
  const counts = { arrived: 0, served: 0, failed: 0, inFlight: 0, responseMs: 0 };
  return [{ metric, name, periodMs, services, group, row, zone, balancer, ...counts }];
}
