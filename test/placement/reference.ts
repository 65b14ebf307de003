/**
 * Placement and scale-in as plainly as P3 states them: objects, filter, take the best, nothing kept between two
 * decisions. It shares nothing with src/placement but the meaning of a cluster query language expression, which has
 * tests of its own.
 */
import type { RandomStream } from '../../src/base/streams.ts';
import { compileExpression, type InstancePredicate } from '../../src/placement/query-language/evaluate.ts';
import { parseExpression } from '../../src/placement/query-language/parse.ts';
import type {
  LaunchTemplateInput,
  PlacementConstraintInput,
  PlacementStrategyInput,
  TaskDefinitionInput,
} from '../../src/sim/state/input.ts';

export interface PlainTask {
  readonly id: number;
  readonly definition: TaskDefinitionInput;
  readonly group: string;
  /** Row of its container instance; null while it waits for one. */
  readonly instance: number | null;
  isDesired: boolean;
  isRunning: boolean;
  isUnhealthy: boolean;
}

export interface PlainInstance {
  readonly row: number;
  readonly template: LaunchTemplateInput;
  readonly ec2InstanceId: string;
  readonly registeredAtMs: number;
  status: 'ACTIVE' | 'DRAINING';
  isConnected: boolean;
  /** Those that hold resources: placed and not yet STOPPED. */
  tasks: PlainTask[];
}

export interface PlainWork {
  readonly group: string;
  readonly scheduling: 'REPLICA' | 'DAEMON' | 'standalone';
  readonly strategies: readonly PlacementStrategyInput[];
  readonly constraints: readonly PlacementConstraintInput[];
  /** Row of the only provider considered, or null for all instances of the cluster (P3.4). */
  readonly provider: number | null;
  /** Zones of the awsvpc subnets; empty = all. */
  readonly zones: readonly number[];
}

export interface PlainDecision {
  readonly row: number | null;
  readonly reason: string | null;
  readonly closest: number | null;
  /** Candidates after each stage. */
  readonly counts: readonly number[];
}

interface Filter {
  readonly reason: string;
  accepts(instance: PlainInstance): boolean;
}

/** Where P3 puts one task. `random` is drawn from once where two or more candidates are left to chance. */
export function placePlainly(
  instances: readonly PlainInstance[],
  work: PlainWork,
  definition: TaskDefinitionInput,
  random: RandomStream,
): PlainDecision {
  const inReach = instances.filter(
    ({ status, template }) =>
      status === 'ACTIVE' && (work.provider === null || template.capacityProvider === work.provider),
  );
  const resources = resourceFilters(work, definition);
  const constraints = constraintFilters(work, definition);
  const counts: number[] = [];
  let candidates = inReach.filter((instance) => resources.every((filter) => filter.accepts(instance)));
  counts.push(candidates.length);
  for (const constraint of constraints) {
    candidates = candidates.filter((instance) => constraint.accepts(instance));
    counts.push(candidates.length);
  }
  for (const strategy of strategiesOf(work)) {
    candidates = prefer(candidates, strategy, work, instances, random);
    counts.push(candidates.length);
  }
  if (candidates.length > 0) return { row: candidates[0]!.row, reason: null, closest: null, counts };
  return { row: null, counts, ...closestMatch(inReach, [...resources, ...constraints], work) };
}

/** P12.2: the instance that fails the fewest, and the first that it fails. */
function closestMatch(inReach: readonly PlainInstance[], filters: readonly Filter[], work: PlainWork) {
  const nobody =
    work.provider === null ? 'No Container Instances were found in your cluster.' : 'EMPTY CAPACITY PROVIDER';
  const failed = (instance: PlainInstance) => filters.filter((filter) => !filter.accepts(instance));
  const ranked = inReach.toSorted((a, b) => failed(a).length - failed(b).length || a.row - b.row);
  const [closest] = ranked;
  if (closest === undefined) return { reason: nobody, closest: null };
  const reasons = failed(closest).map((filter) => filter.reason);
  const reason = REASONS.find((candidate) => reasons.includes(candidate));
  return { reason: reason ?? null, closest: closest.row };
}

/** P12.2's order, then what it leaves out. */
const REASONS = [
  'RESOURCE:CPU',
  'RESOURCE:MEMORY',
  'RESOURCE:PORTS',
  'RESOURCE:GPU',
  'RESOURCE:ENI',
  'ATTRIBUTE',
  'AGENT',
  'LOCATION',
  'distinctInstance placement constraint unsatisfied.',
  'MemberOf placement constraint unsatisfied.',
];

/** P3.1 step 1. */
function resourceFilters(work: PlainWork, definition: TaskDefinitionInput): Filter[] {
  const used = (instance: PlainInstance, amount: (of: TaskDefinitionInput) => number) =>
    instance.tasks.reduce((sum, task) => sum + amount(task.definition), 0);
  const fits = (
    reason: string,
    registered: (of: LaunchTemplateInput) => number,
    amount: (of: TaskDefinitionInput) => number,
  ) => ({
    reason,
    accepts: (instance: PlainInstance) => used(instance, amount) + amount(definition) <= registered(instance.template),
  });
  return [
    fits(
      'RESOURCE:CPU',
      (template) => template.cpuUnits,
      (task) => task.cpuUnits,
    ),
    fits(
      'RESOURCE:MEMORY',
      (template) => template.memoryMiB,
      (task) => task.memoryMiB,
    ),
    { reason: 'RESOURCE:PORTS', accepts: (instance) => hasFreePorts(instance, definition) },
    fits(
      'RESOURCE:GPU',
      (template) => template.gpuCount,
      (task) => task.gpuCount,
    ),
    fits(
      'RESOURCE:ENI',
      (template) => template.awsvpcTaskLimit,
      (task) => (task.isAwsvpc ? 1 : 0),
    ),
    { reason: 'ATTRIBUTE', accepts: ({ template }) => hasAttributes(template, definition) },
    { reason: 'AGENT', accepts: (instance) => instance.isConnected },
    {
      reason: 'LOCATION',
      accepts: ({ template }) => !definition.isAwsvpc || work.zones.length === 0 || work.zones.includes(template.zone),
    },
  ];
}

/** P1.26: instance, protocol and port; P1.28: at most 100 in all. */
function hasFreePorts(instance: PlainInstance, definition: TaskDefinitionInput): boolean {
  if (definition.hostPorts.length === 0) return true;
  const taken = [...instance.template.reservedPorts, ...instance.tasks.flatMap((task) => task.definition.hostPorts)];
  const isTaken = definition.hostPorts.some((wanted) =>
    taken.some((port) => port.port === wanted.port && port.protocol === wanted.protocol),
  );
  return !isTaken && taken.length + definition.hostPorts.length <= 100;
}

function hasAttributes(template: LaunchTemplateInput, definition: TaskDefinitionInput): boolean {
  return (
    template.architecture === definition.architecture &&
    template.operatingSystem === definition.operatingSystem &&
    definition.requiredAttributes.every(
      ({ name, value }) => name in template.attributes && (value === undefined || template.attributes[name] === value),
    )
  );
}

/** P3.15, P3.16: all must hold. */
function constraintFilters(work: PlainWork, definition: TaskDefinitionInput): Filter[] {
  const ofDefinition = definition.memberOf.map((expression) => ({ type: 'memberOf' as const, expression }));
  return [...ofDefinition, ...work.constraints].map((constraint) =>
    constraint.type === 'distinctInstance'
      ? {
          reason: 'distinctInstance placement constraint unsatisfied.',
          accepts: (instance) => instance.tasks.every((task) => task.group !== work.group),
        }
      : {
          reason: 'MemberOf placement constraint unsatisfied.',
          accepts: (instance) => isMember(constraint.expression, instance),
        },
  );
}

const predicates = new Map<string, InstancePredicate>();

function isMember(expression: string, instance: PlainInstance): boolean {
  const predicate = predicates.get(expression) ?? compileExpression(parseExpression(expression));
  predicates.set(expression, predicate);
  return predicate({
    attribute: (name) => instance.template.attributes[name],
    ec2InstanceId: instance.ec2InstanceId,
    registeredAtMs: instance.registeredAtMs,
    agentConnected: true,
    agentVersion: instance.template.agentVersion,
    runningTasksCount: instance.tasks.filter((task) => task.isRunning).length,
    hasTaskGroup: (accepts) => instance.tasks.some((task) => accepts(task.group)),
  });
}

/** P3.12, P3.13. */
function strategiesOf(work: PlainWork): readonly PlacementStrategyInput[] {
  if (work.scheduling === 'DAEMON') return [];
  if (work.strategies.length > 0) return work.strategies;
  if (work.scheduling === 'standalone') return [{ type: 'random' }];
  return [
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'spread', field: 'instanceId' },
  ];
}

/** P3.5 to P3.8: the best group of the candidates. */
function prefer(
  candidates: readonly PlainInstance[],
  strategy: PlacementStrategyInput,
  work: PlainWork,
  instances: readonly PlainInstance[],
  random: RandomStream,
): PlainInstance[] {
  if (candidates.length === 0) return [];
  if (strategy.type === 'random') return [draw(candidates, random)];
  const cost = strategy.type === 'binpack' ? remaining(strategy.field) : groupTasks(strategy.field, work, instances);
  const costs = candidates.map(cost);
  const best = Math.min(...costs);
  return candidates.filter((_, index) => costs[index] === best);
}

function remaining(field: 'cpu' | 'memory'): (instance: PlainInstance) => number {
  const [amount, registered] =
    field === 'cpu'
      ? [(task: PlainTask) => task.definition.cpuUnits, (template: LaunchTemplateInput) => template.cpuUnits]
      : [(task: PlainTask) => task.definition.memoryMiB, (template: LaunchTemplateInput) => template.memoryMiB];
  return ({ template, tasks }) => registered(template) - tasks.reduce((sum, task) => sum + amount(task), 0);
}

/** P3.5, P3.10, P3.11: desired tasks of the group on all instances with the candidate's value. */
function groupTasks(field: string, work: PlainWork, instances: readonly PlainInstance[]) {
  const valueOn = placeOf(field);
  const counts = new Map<string, number>();
  for (const instance of instances) {
    const count = instance.tasks.filter((task) => task.group === work.group && task.isDesired).length;
    counts.set(valueOn(instance), (counts.get(valueOn(instance)) ?? 0) + count);
  }
  return (instance: PlainInstance) => counts.get(valueOn(instance)) ?? 0;
}

function placeOf(field: string): (instance: PlainInstance) => string {
  if (field === 'instanceId') return (instance) => String(instance.row);
  return ({ template }) => template.attributes[field.slice('attribute:'.length)] ?? '';
}

/**
 * Which of a service's desired tasks, the oldest first, scale-in stops (P3.22 to P3.27). `random` is drawn from once
 * where two or more are left to chance.
 */
export function stopPlainly(
  tasks: readonly PlainTask[],
  strategies: readonly PlacementStrategyInput[],
  instances: readonly PlainInstance[],
  random: RandomStream,
): PlainTask {
  let left = narrow(tasks, (task) => task.isUnhealthy);
  left = narrow(left, (task) => !task.isRunning);
  left = narrow(left, (task) => task.instance === null);
  const rules: readonly PlacementStrategyInput[] =
    strategies.length > 0
      ? strategies
      : [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'spread', field: 'instanceId' },
        ];
  for (const rule of rules) {
    if (rule.type === 'random') return draw(left, random);
    left = worst(left, rule, tasks, instances);
  }
  const last = strategies.at(-1);
  const isLeftToChance = last?.type === 'spread' && last.field !== 'instanceId';
  return isLeftToChance ? draw(left, random) : left[0]!;
}

function narrow(tasks: readonly PlainTask[], isPreferred: (task: PlainTask) => boolean): readonly PlainTask[] {
  const preferred = tasks.filter(isPreferred);
  return preferred.length > 0 ? preferred : tasks;
}

/** Any of them, each with the same chance; no draw where there is one only. */
function draw<T>(list: readonly T[], random: RandomStream): T {
  return list.length === 1 ? list[0]! : list[Math.floor(random() * list.length)]!;
}

function worst(
  left: readonly PlainTask[],
  rule: Exclude<PlacementStrategyInput, { type: 'random' }>,
  tasks: readonly PlainTask[],
  instances: readonly PlainInstance[],
): readonly PlainTask[] {
  const values = left.map((task) => stopValue(task, rule, tasks, instances));
  return left.filter((_, index) => values[index] === Math.max(...values));
}

function stopValue(
  task: PlainTask,
  rule: Exclude<PlacementStrategyInput, { type: 'random' }>,
  tasks: readonly PlainTask[],
  instances: readonly PlainInstance[],
): number {
  if (task.instance === null) return 0;
  const instance = instances[task.instance]!;
  if (rule.type === 'binpack') {
    const freed = rule.field === 'cpu' ? task.definition.cpuUnits : task.definition.memoryMiB;
    return remaining(rule.field)(instance) + freed;
  }
  const valueOn = placeOf(rule.field);
  const here = valueOn(instance);
  return tasks.filter((other) => other.instance !== null && valueOn(instances[other.instance]!) === here).length;
}
