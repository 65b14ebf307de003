/** Lives a random history twice, in the tables with src/placement and in the plain objects of the reference. */
import { type RandomStream, Streams } from '../../src/base/streams.ts';
import { NONE } from '../../src/base/units.ts';
import { PlacementPipeline } from '../../src/placement/pipeline.ts';
import { TerminationChoice } from '../../src/placement/termination.ts';
import { ClusterState, serviceGroup } from '../../src/sim/state/cluster-state.ts';
import { ACTIVE, DRAINING, ec2InstanceIdOf } from '../../src/sim/state/container-instances.ts';
import { FAILURE_REASONS } from '../../src/sim/state/failure-reasons.ts';
import type { ServiceInput, TaskSourceInput } from '../../src/sim/state/input.ts';
import { addRequest } from '../../src/sim/state/requests.ts';
import { RUNNING, STOPPING } from '../../src/sim/state/tasks.ts';
import type { History, Step } from './clusters.ts';
import {
  type PlainDecision,
  type PlainInstance,
  type PlainTask,
  type PlainWork,
  placePlainly,
  stopPlainly,
} from './reference.ts';

interface WalkedWork {
  readonly plain: PlainWork;
  readonly random: RandomStream;
  readonly requests: readonly number[];
  readonly pipelines: readonly PlacementPipeline[];
  readonly termination: TerminationChoice;
  readonly terminationRandom: RandomStream;
}

/** Two answers to one question: they should be equal. */
export interface Answers<Answer> {
  readonly actual: Answer;
  readonly expected: Answer;
}

export class Walk {
  readonly cluster: ClusterState;
  readonly instances: PlainInstance[] = [];
  /** Every decision so far. */
  readonly decisions: Answers<unknown>[] = [];
  private readonly work: readonly WalkedWork[];
  private readonly tasks: PlainTask[] = [];
  /** Row of a plain task in the tables. */
  private readonly rowOf = new Map<PlainTask, number>();
  private readonly isTraced: boolean;
  private nowMs = 0;

  constructor({ input }: History) {
    this.cluster = new ClusterState(input);
    this.isTraced = input.record.keepPlacements;
    for (const { instances } of input.capacityProviders) for (const template of instances) this.register(template);
    this.work = [...input.services, ...input.taskSources].map((work) => this.open(work));
    this.cluster.waiting.open(this.cluster.requests.length);
  }

  take({ action, pick }: Step): void {
    this.nowMs += 1000;
    switch (action) {
      case 'place':
        this.place(pick);
        break;
      case 'run':
        this.run(pick);
        break;
      case 'fail':
        this.fail(pick);
        break;
      case 'stop':
        if (pick % 2 === 0) this.scaleIn(pick >> 1);
        else this.release(pick >> 1);
        break;
      case 'drain':
        this.drain(pick);
        break;
      case 'disconnect':
        this.disconnect(pick);
        break;
      case 'register':
        this.register(pick % this.cluster.input.launchTemplates.length);
        break;
    }
  }

  private open(work: ServiceInput | TaskSourceInput): WalkedWork {
    const { cluster } = this;
    const isService = 'serviceName' in work;
    const name = isService ? work.serviceName : work.name;
    const plain: PlainWork = {
      group: isService ? serviceGroup(work.serviceName) : work.group,
      scheduling: isService ? work.schedulingStrategy : 'standalone',
      strategies: work.placementStrategy,
      constraints: work.placementConstraints,
      provider: 'strategy' in work.capacity ? work.capacity.strategy[0]!.capacityProvider : null,
      zones: work.zones,
    };
    const group = cluster.groups.names.indexOf(plain.group);
    const scope = { group, capacityProvider: plain.provider ?? NONE, zones: work.zones };
    const { placementStrategy, placementConstraints } = work;
    const random = new Streams('walk').get(name);
    const pipelines = cluster.input.taskDefinitions.map(
      ({ memberOf }) =>
        new PlacementPipeline(
          cluster,
          { placementStrategy, placementConstraints, memberOf, group, scheduling: plain.scheduling },
          random,
        ),
    );
    return {
      plain,
      random: new Streams('walk').get(name),
      requests: cluster.input.taskDefinitions.map((definition) => addRequest(cluster, definition, scope)),
      pipelines,
      termination: new TerminationChoice(placementStrategy, new Streams('stop').get(name)),
      terminationRandom: new Streams('stop').get(name),
    };
  }

  private place(pick: number): void {
    const workload = pick % this.work.length;
    const work = this.work[workload]!;
    const definitionRow = Math.floor(pick / 7) % work.requests.length;
    const definition = this.cluster.input.taskDefinitions[definitionRow]!;
    const pipeline = work.pipelines[definitionRow]!;
    const expected = placePlainly(this.instances, work.plain, definition, work.random);
    const request = work.requests[definitionRow]!;
    const row = pipeline.place(this.cluster.requests[request]!);
    this.decisions.push({ actual: this.decisionOf(pipeline, row), expected: this.asSeen(expected) });
    if (expected.row === null && pick % 2 === 0) return;
    const task = this.cluster.createTask(workload, definitionRow, request, this.nowMs);
    const { group } = work.plain;
    const flags = { isDesired: true, isRunning: false, isUnhealthy: false };
    const plain: PlainTask = { id: this.tasks.length, definition, group, instance: expected.row, ...flags };
    if (row === NONE) this.cluster.waiting.push(task);
    else this.cluster.placeTask(task, row);
    if (expected.row !== null) this.instances[expected.row]!.tasks.push(plain);
    this.tasks.push(plain);
    this.rowOf.set(plain, task);
  }

  private decisionOf(pipeline: PlacementPipeline, row: number) {
    return {
      row: row === NONE ? null : row,
      reason: pipeline.failure === NONE ? null : FAILURE_REASONS[pipeline.failure]!,
      closest: pipeline.closestInstance === NONE ? null : pipeline.closestInstance,
      ...(this.isTraced ? { counts: [...pipeline.stageCounts] } : {}),
    };
  }

  /** Candidates per stage are kept for a trace only. */
  private asSeen({ counts, ...decision }: PlainDecision) {
    return this.isTraced ? { ...decision, counts } : decision;
  }

  private run(pick: number): void {
    const task = pickOf(
      this.tasks.filter((one) => one.isDesired && !one.isRunning && one.instance !== null),
      pick,
    );
    if (task === undefined) return;
    task.isRunning = true;
    this.cluster.setStatus(this.rowOf.get(task)!, RUNNING, this.nowMs);
  }

  private fail(pick: number): void {
    const task = pickOf(
      this.tasks.filter((one) => one.isDesired && !one.isUnhealthy),
      pick,
    );
    if (task === undefined) return;
    task.isUnhealthy = true;
    this.cluster.setUnhealthy(this.rowOf.get(task)!);
  }

  /** One task, or several at once: they are those that one scale-in after the other would stop. */
  private scaleIn(pick: number): void {
    const workload = pick % this.work.length;
    const work = this.work[workload]!;
    const desired = this.tasks.filter((task) => task.isDesired && task.group === work.plain.group);
    const rows = Int32Array.from(desired, (task) => this.rowOf.get(task)!);
    work.termination.begin(rows, rows.length, this.cluster);
    for (let left = Math.min(desired.length, 1 + (pick % 5)); left > 0; left--) {
      const expected = stopPlainly(desired, work.plain.strategies, this.instances, work.terminationRandom);
      const actual = work.termination.next(this.cluster);
      this.decisions.push({ actual, expected: this.rowOf.get(expected)! });
      desired.splice(desired.indexOf(expected), 1);
      expected.isDesired = false;
      expected.isRunning = false;
      this.cluster.setUndesired(actual);
      if (expected.instance === null) this.cluster.waiting.remove(actual);
      this.cluster.setStatus(actual, STOPPING, this.nowMs);
    }
  }

  private release(pick: number): void {
    const task = pickOf(
      this.tasks.filter((one) => !one.isDesired),
      pick,
    );
    if (task === undefined) return;
    this.cluster.releaseTask(this.rowOf.get(task)!, this.nowMs);
    this.tasks.splice(this.tasks.indexOf(task), 1);
    if (task.instance === null) return;
    const instance = this.instances[task.instance]!;
    instance.tasks = instance.tasks.filter((one) => one !== task);
  }

  private drain(pick: number): void {
    const instance = pickOf(this.instances, pick);
    if (instance === undefined) return;
    instance.status = instance.status === 'ACTIVE' ? 'DRAINING' : 'ACTIVE';
    this.cluster.setInstanceStatus(instance.row, instance.status === 'ACTIVE' ? ACTIVE : DRAINING);
  }

  private disconnect(pick: number): void {
    const instance = pickOf(this.instances, pick);
    if (instance === undefined) return;
    instance.isConnected = !instance.isConnected;
    this.cluster.setAgentConnected(instance.row, instance.isConnected);
  }

  private register(templateRow: number): void {
    const row = this.cluster.registerInstance(templateRow, this.nowMs);
    const template = this.cluster.input.launchTemplates[templateRow]!;
    this.instances.push({
      row,
      template,
      ec2InstanceId: ec2InstanceIdOf(template, row),
      registeredAtMs: this.nowMs,
      status: 'ACTIVE',
      isConnected: true,
      tasks: [],
    });
  }
}

function pickOf<T>(list: readonly T[], pick: number): T | undefined {
  return list.length === 0 ? undefined : list[pick % list.length];
}
