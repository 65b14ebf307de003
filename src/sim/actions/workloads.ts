import { assert } from '../../base/assert.ts';
import type { RandomStream, Streams } from '../../base/streams.ts';
import { NONE } from '../../base/units.ts';
import { PlacementPipeline } from '../../placement/pipeline.ts';
import { isDynamic } from '../../placement/query-language/dependencies.ts';
import { parseExpression } from '../../placement/query-language/parse.ts';
import type { Recorder } from '../record/recorder.ts';
import { type ClusterState, serviceGroup } from '../state/cluster-state.ts';
import { definitionsOfArrivals } from '../state/input/arrivals.ts';
import type {
  CapacityProviderStrategyItem,
  LoadInput,
  ServiceInput,
  TaskDefinitionInput,
  TaskSourceInput,
} from '../state/input.ts';
import { addRequest, type RequestScope } from '../state/requests.ts';
import { chooseStrategyItem } from './capacity-provider-strategy.ts';

/** Launch type EC2 is one item without a provider: every instance of the cluster. */
const ANY_INSTANCE: readonly CapacityProviderStrategyItem[] = [{ capacityProvider: NONE, base: 0, weight: 1 }];

/**
 * The services and sources of standalone tasks as the engine sees them: one row each, services first. Made once from
 * the input: which requests their tasks make, and the placement pipeline behind each request.
 */
export class Workloads {
  readonly count: number;
  readonly serviceCount: number;
  readonly work: readonly (ServiceInput | TaskSourceInput)[];
  readonly items: readonly (readonly CapacityProviderStrategyItem[])[];
  /** Placement by request row; null for requests on Fargate (it knows no placement). */
  readonly pipelines: (PlacementPipeline | null)[] = [];
  /** Rows of a workload's requests. */
  readonly requestsOf: number[][] = [];
  /** By request row: what its tasks use, or null where nobody said it. */
  readonly loads: (LoadInput | null)[] = [];
  /** By request row: its task definition, and the hard memory limit of its tasks (0 = none). */
  readonly definitionOf: number[] = [];
  readonly memoryLimitMiB: number[] = [];
  /** By request row: a constraint looks at other tasks, so it can come to hold without any capacity being freed. */
  readonly looksAtTasks: boolean[] = [];
  /** Fargate meter by request row, NONE on EC2. */
  readonly meters: number[] = [];
  /** Tasks by workload and item: those of a service that should run, all so far of a standalone source. */
  private readonly itemCounts: Int32Array;
  private readonly itemsMax: number;
  /** Request by (item × definitions + definition), per workload; NONE where it was not opened. */
  private readonly requestRows: readonly Int32Array[];
  private readonly definitionCount: number;
  /** Of a service that rebalances: its request per zone, entry (item × definitions + definition) × zones + zone. */
  private readonly zoneRequestRows: readonly number[][];
  private readonly zoneCount: number;

  constructor(cluster: ClusterState, recorder: Recorder, streams: Streams) {
    const { services, taskSources, taskDefinitions } = cluster.input;
    this.work = [...services, ...taskSources];
    this.count = this.work.length;
    this.serviceCount = services.length;
    this.definitionCount = taskDefinitions.length;
    this.zoneCount = cluster.input.zones.length;
    this.zoneRequestRows = this.work.map(() => []);
    this.items = this.work.map((work) => ('strategy' in work.capacity ? work.capacity.strategy : ANY_INSTANCE));
    this.itemsMax = Math.max(1, ...this.items.map((items) => items.length));
    this.itemCounts = new Int32Array(this.count * this.itemsMax);
    this.requestRows = this.work.map((_, row) =>
      new Int32Array(this.items[row].length * this.definitionCount).fill(NONE),
    );
    for (let workload = 0; workload < this.count; workload++) this.open(workload, cluster, recorder, streams);
    cluster.waiting.open(cluster.requests.length);
    cluster.targets.openRequests(cluster.requests.length);
    recorder.meters.ready();
  }

  /** The item of the strategy whose provider gets the next task of that workload (P5.3). */
  chooseItem(workload: number): number {
    const item = chooseStrategyItem(this.items[workload], this.itemCounts, workload * this.itemsMax);
    assert(item !== NONE, 'a capacity provider strategy with no weight above 0 has no room for another task');
    return item;
  }

  requestOf(workload: number, item: number, taskDefinition: number): number {
    const request = this.requestRows[workload][item * this.definitionCount + taskDefinition];
    assert(request !== NONE, 'a task definition is used that its workload did not name');
    return request;
  }

  /** The request of a service that rebalances, bound to one zone; EC2 only. */
  requestInZone(workload: number, item: number, taskDefinition: number, zone: number): number {
    return this.zoneRequestRows[workload][(item * this.definitionCount + taskDefinition) * this.zoneCount + zone];
  }

  isOnFargate(workload: number): boolean {
    return this.pipelines[this.requestsOf[workload][0]] === null;
  }

  isService(workload: number): boolean {
    return workload < this.serviceCount;
  }

  /** A task joined (1) the item's provider, or a service's task is no longer desired there (-1). */
  countItem(workload: number, item: number, change: 1 | -1): void {
    this.itemCounts[workload * this.itemsMax + item] += change;
  }

  /** Names of the placement stages, by workload; empty on Fargate alone. */
  stageNames(): string[][] {
    return this.requestRows.map((rows) => {
      const first = rows.find((request) => request !== NONE && this.pipelines[request] !== null);
      return first === undefined ? [] : [...(this.pipelines[first]?.stageNames ?? [])];
    });
  }

  /** Every request that the workload's tasks make, and one per zone where it rebalances its zones (P3.28). */
  private open(workload: number, cluster: ClusterState, recorder: Recorder, streams: Streams): void {
    const work = this.work[workload];
    const group = cluster.groups.names.indexOf('serviceName' in work ? serviceGroup(work.serviceName) : work.group);
    const pipelineOf = pipelinesByMemberOf(cluster, work, group, streams.get(`placement/${streamNameOf(work)}`));
    const rebalances = 'serviceName' in work && work.rebalancesZones;
    this.requestsOf.push([]);
    for (const definitionRow of definitionsOf(work)) {
      this.items[workload].forEach(({ capacityProvider }, item) => {
        const scope = { group, capacityProvider, zones: work.zones };
        const request = this.openRequest(workload, definitionRow, scope, cluster, recorder, pipelineOf);
        this.requestRows[workload][item * this.definitionCount + definitionRow] = request;
        if (!rebalances || this.pipelines[request] === null) return;
        for (let onlyZone = 0; onlyZone < cluster.input.zones.length; onlyZone++) {
          const inZone = this.openRequest(
            workload,
            definitionRow,
            { ...scope, onlyZone },
            cluster,
            recorder,
            pipelineOf,
          );
          const cell = (item * this.definitionCount + definitionRow) * this.zoneCount + onlyZone;
          this.zoneRequestRows[workload][cell] = inZone;
        }
      });
    }
  }

  private openRequest(
    workload: number,
    definitionRow: number,
    scope: RequestScope,
    cluster: ClusterState,
    recorder: Recorder,
    pipelineOf: (definition: TaskDefinitionInput) => PlacementPipeline,
  ): number {
    const definition = cluster.input.taskDefinitions[definitionRow];
    const request = addRequest(cluster, definition, scope);
    this.requestsOf[workload].push(request);
    this.definitionOf[request] = definitionRow;
    this.loads[request] = loadOf(this.work[workload], definitionRow);
    this.memoryLimitMiB[request] = definition.memoryLimitMiB;
    this.looksAtTasks[request] = looksAtTasks(this.work[workload], definition);
    const { capacityProvider } = scope;
    const kind = capacityProvider === NONE ? null : cluster.input.capacityProviders[capacityProvider].kind;
    const isFargate = kind === 'fargate' || kind === 'fargate-spot';
    this.pipelines[request] = isFargate ? null : pipelineOf(definition);
    this.meters[request] = NONE;
    if (!isFargate) return request;
    const pool = recorder.pools.ofProvider[capacityProvider];
    const capacity = kind === 'fargate' ? 'on-demand' : 'spot';
    this.meters[request] = recorder.meters.fargateMeter({ pool, workload, definition, capacity }, definitionRow);
    return request;
  }
}

/** The pipeline behind the requests of one workload: one for each set of constraints in its definitions. */
function pipelinesByMemberOf(
  cluster: ClusterState,
  work: ServiceInput | TaskSourceInput,
  group: number,
  random: RandomStream,
): (definition: TaskDefinitionInput) => PlacementPipeline {
  const { placementStrategy, placementConstraints } = work;
  const scheduling = 'serviceName' in work ? work.schedulingStrategy : 'standalone';
  const pipelines = new Map<string, PlacementPipeline>();
  return ({ memberOf }) => {
    const key = JSON.stringify(memberOf);
    let pipeline = pipelines.get(key);
    if (pipeline === undefined) {
      const placed = { placementStrategy, placementConstraints, memberOf, group, scheduling } as const;
      pipeline = new PlacementPipeline(cluster, placed, random);
      pipelines.set(key, pipeline);
    }
    return pipeline;
  };
}

/** Names the random streams of a workload: a service and a source of tasks may share a name. */
export function streamNameOf(work: ServiceInput | TaskSourceInput): string {
  return 'serviceName' in work ? `service/${work.serviceName}` : `tasks/${work.name}`;
}

function looksAtTasks(work: ServiceInput | TaskSourceInput, definition: TaskDefinitionInput): boolean {
  const ofWork = work.placementConstraints
    .filter(({ type }) => type === 'memberOf')
    .map(({ expression }) => expression);
  return [...definition.memberOf, ...ofWork].some((expression) => isDynamic(parseExpression(expression)));
}

/** A revision of a deployment may use more or less than the service's first one. */
function loadOf(work: ServiceInput | TaskSourceInput, definitionRow: number): LoadInput | null {
  if (!('deployments' in work) || definitionRow === work.taskDefinition) return work.load;
  return work.deployments.find(({ taskDefinition }) => taskDefinition === definitionRow)?.load ?? work.load;
}

function definitionsOf(work: ServiceInput | TaskSourceInput): Set<number> {
  const rows = new Set([work.taskDefinition]);
  if ('deployments' in work) for (const { taskDefinition } of work.deployments) rows.add(taskDefinition);
  if ('arrivals' in work) for (const row of definitionsOfArrivals(work.arrivals)) rows.add(row);
  return rows;
}
