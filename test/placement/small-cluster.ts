/**
 * A cluster that fits on one screen: an instance per given template, the service `web` to place, `other` in its way.
 */
import { Streams } from '../../src/base/streams.ts';
import { NONE } from '../../src/base/units.ts';
import { type PlacedWork, PlacementPipeline } from '../../src/placement/pipeline.ts';
import { ClusterState } from '../../src/sim/state/cluster-state.ts';
import { FAILURE_REASONS } from '../../src/sim/state/failure-reasons.ts';
import type {
  LaunchTemplateInput,
  PlacementConstraintInput,
  PlacementStrategyInput,
  ServiceInput,
  TaskDefinitionInput,
} from '../../src/sim/state/input.ts';
import { addRequest } from '../../src/sim/state/requests.ts';
import { RUNNING } from '../../src/sim/state/tasks.ts';
import { definition, fleet, input, service, template } from '../sim/builders.ts';

export interface SmallClusterParts {
  readonly instances: readonly Partial<LaunchTemplateInput>[];
  /** Row 0 is the definition that `place` places. */
  readonly definitions?: readonly Partial<TaskDefinitionInput>[];
  readonly strategies?: readonly PlacementStrategyInput[];
  readonly constraints?: readonly PlacementConstraintInput[];
  readonly scheduling?: PlacedWork['scheduling'];
  /** Provider of `web`; NONE = every instance. */
  readonly provider?: number;
  readonly zones?: ServiceInput['zones'];
}

export class SmallCluster {
  readonly cluster: ClusterState;
  readonly pipeline: PlacementPipeline;

  constructor(parts: SmallClusterParts) {
    const { instances, definitions = [{}], strategies = [], constraints = [], scheduling = 'REPLICA' } = parts;
    const given = input({
      launchTemplates: instances.map(template),
      capacityProviders: [0, 1].map((provider) =>
        fleet(
          instances.flatMap((one, row) => ((one.capacityProvider ?? 0) === provider ? [row] : [])),
          `p${provider}`,
        ),
      ),
      taskDefinitions: definitions.map(definition),
      services: [service({ placementStrategy: strategies }), service({ serviceName: 'other' })],
    });
    this.cluster = new ClusterState(given);
    this.pipeline = new PlacementPipeline(
      this.cluster,
      {
        placementStrategy: strategies,
        placementConstraints: constraints,
        memberOf: given.taskDefinitions[0]!.memberOf,
        group: 0,
        scheduling,
      },
      new Streams('small').get('placement'),
    );
    for (const group of [0, 1]) {
      for (const one of given.taskDefinitions) {
        addRequest(this.cluster, one, { group, capacityProvider: parts.provider ?? NONE, zones: parts.zones ?? [] });
      }
    }
    instances.forEach((_, row) => {
      this.cluster.registerInstance(row, row * 1000);
    });
  }

  /** Places a task of `web` of that definition and leaves it there; its instance, or the reason for none. */
  place(definitionRow = 0): number | string {
    const instance = this.pipeline.place(this.cluster.requests[definitionRow]!);
    if (instance === NONE) return FAILURE_REASONS[this.pipeline.failure]!;
    this.put(instance, 0, definitionRow);
    return instance;
  }

  /** A task of group 0 (`web`) or 1 (`other`) on that instance, without asking; its row. */
  put(instance: number, group = 0, definitionRow = 0): number {
    const request = group * this.cluster.input.taskDefinitions.length + definitionRow;
    const task = this.cluster.createTask(group, definitionRow, request, 0);
    this.cluster.placeTask(task, instance);
    return task;
  }

  run(task: number): number {
    this.cluster.setStatus(task, RUNNING, 0);
    return task;
  }

  stop(task: number): void {
    this.cluster.setUndesired(task);
    this.cluster.releaseTask(task, 0);
  }
}
