import { assert } from '../../base/assert.ts';
import type { Streams } from '../../base/streams.ts';
import { NONE } from '../../base/units.ts';
import { PlacementPipeline } from '../../placement/pipeline.ts';
import { isDynamic } from '../../placement/query-language/dependencies.ts';
import { parseExpression } from '../../placement/query-language/parse.ts';
import type { Recorder } from '../record/recorder.ts';
import { type ClusterState, serviceGroup } from '../state/cluster-state.ts';
import type {
  CapacityProviderStrategyItem,
  ServiceInput,
  TaskDefinitionInput,
  TaskSourceInput,
} from '../state/input.ts';
import { addRequest } from '../state/requests.ts';
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

  constructor(cluster: ClusterState, recorder: Recorder, streams: Streams) {
    const { services, taskSources, taskDefinitions } = cluster.input;
    this.work = [...services, ...taskSources];
    this.count = this.work.length;
    this.serviceCount = services.length;
    this.definitionCount = taskDefinitions.length;
    this.items = this.work.map((work) => ('strategy' in work.capacity ? work.capacity.strategy : ANY_INSTANCE));
    this.itemsMax = Math.max(1, ...this.items.map((items) => items.length));
    this.itemCounts = new Int32Array(this.count * this.itemsMax);
    this.requestRows = this.work.map((_, row) =>
      new Int32Array(this.items[row].length * this.definitionCount).fill(NONE),
    );
    for (let workload = 0; workload < this.count; workload++) this.open(workload, cluster, recorder, streams);
    cluster.waiting.open(cluster.requests.length);
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

  private open(workload: number, cluster: ClusterState, recorder: Recorder, streams: Streams): void {
    const work = this.work[workload];
    const group = cluster.groups.names.indexOf('serviceName' in work ? serviceGroup(work.serviceName) : work.group);
    const random = streams.get(`placement/${nameOf(work)}`);
    const requestsOfWorkload: number[] = [];
    this.requestsOf.push(requestsOfWorkload);
    const pipelineByMemberOf = new Map<string, PlacementPipeline>();
    for (const definitionRow of definitionsOf(work)) {
      const definition = cluster.input.taskDefinitions[definitionRow];
      this.items[workload].forEach(({ capacityProvider }, item) => {
        const request = addRequest(cluster, definition, { group, capacityProvider, zones: work.zones });
        this.requestRows[workload][item * this.definitionCount + definitionRow] = request;
        requestsOfWorkload.push(request);
        this.definitionOf[request] = definitionRow;
        this.memoryLimitMiB[request] = definition.memoryLimitMiB;
        this.looksAtTasks[request] = looksAtTasks(work, definition);
        const kind = capacityProvider === NONE ? null : cluster.input.capacityProviders[capacityProvider].kind;
        if (kind === 'fargate' || kind === 'fargate-spot') {
          const pool = recorder.pools.ofProvider[capacityProvider];
          const capacity = kind === 'fargate' ? 'on-demand' : 'spot';
          this.meters[request] = recorder.meters.fargateMeter({ pool, workload, definition, capacity }, definitionRow);
          this.pipelines[request] = null;
          return;
        }
        this.meters[request] = NONE;
        const key = JSON.stringify(definition.memberOf);
        let pipeline = pipelineByMemberOf.get(key);
        if (pipeline === undefined) {
          pipeline = new PlacementPipeline(
            cluster,
            {
              placementStrategy: work.placementStrategy,
              placementConstraints: work.placementConstraints,
              memberOf: definition.memberOf,
              group,
              scheduling: 'serviceName' in work ? work.schedulingStrategy : 'standalone',
            },
            random,
          );
          pipelineByMemberOf.set(key, pipeline);
        }
        this.pipelines[request] = pipeline;
      });
    }
  }
}

export function nameOf(work: ServiceInput | TaskSourceInput): string {
  return 'serviceName' in work ? work.serviceName : work.name;
}

function looksAtTasks(work: ServiceInput | TaskSourceInput, definition: TaskDefinitionInput): boolean {
  const ofWork = work.placementConstraints
    .filter(({ type }) => type === 'memberOf')
    .map(({ expression }) => expression);
  return [...definition.memberOf, ...ofWork].some((expression) => isDynamic(parseExpression(expression)));
}

function definitionsOf(work: ServiceInput | TaskSourceInput): Set<number> {
  const rows = new Set([work.taskDefinition]);
  if ('arrivals' in work && work.arrivals.kind === 'list') {
    for (const row of work.arrivals.taskDefinition ?? []) rows.add(row);
  }
  return rows;
}
