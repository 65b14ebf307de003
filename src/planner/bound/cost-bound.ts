/**
 * A lower bound on what a cluster costs while it keeps its promises: the cheapest capacity that could serve so many of
 * the requests if tasks and container instances came in fractions, moved at once, and were packed without gaps. A real
 * run needs at least as much, so a plan that is simulated never comes below it.
 *
 * In each level of demand: how much of it is served, on how many tasks (their CPU limit bounds what each serves), on
 * how many container instances (tasks reserve CPU, memory, GPUs and ENIs there) or on Fargate. Where nothing launches
 * or ends instances their number is a fact.
 */
import type { Expectation } from '../../base/expectations.ts';
import { CPU_UNITS_PER_VCPU, HOUR_MS, HOURS_PER_MONTH, NONE, SECOND_MS } from '../../base/units.ts';
import type { RateCard } from '../../catalog/rates.ts';
import type {
  CapacityProviderInput,
  LaunchTemplateInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
} from '../../sim/state/input.ts';
import { fargateUsdPerHour, instanceUsdPerHour } from './capacity-prices.ts';
import { type DemandLevel, demandLevels, leastCpuSeconds } from './demand-levels.ts';
import { LinearProgram, type Optimum, type Solver, type Terms, type Variable } from './linear-program.ts';
import { servedShares } from './served-shares.ts';

/**
 * USD per month of 730 hours; null when no capacity that the input allows can serve what is promised.
 */
export function costBoundUsdPerMonth(
  input: SimulationInput,
  expectations: readonly Expectation[],
  rates: RateCard,
  solver: Solver,
): number | null {
  const optimum: Optimum = solver.solve(new ClusterProgram(input, expectations, rates).program);
  return optimum === null ? null : Math.max(0, optimum.cost);
}

/** A kind of container instance of one provider: alike in size and price, in whatever zone. */
interface InstanceKind {
  readonly provider: number;
  readonly template: LaunchTemplateInput;
  readonly usdPerHour: number;
  /** How many there are at time 0. */
  readonly count: number;
}

class ClusterProgram {
  readonly program = new LinearProgram();
  private readonly input: SimulationInput;
  private readonly rates: RateCard;
  private readonly shares: Float64Array;
  private readonly kinds: readonly InstanceKind[];
  /** Share of a month that the run is. */
  private readonly hoursPerMonthOfRunHour: number;

  constructor(input: SimulationInput, expectations: readonly Expectation[], rates: RateCard) {
    this.input = input;
    this.rates = rates;
    this.shares = servedShares(input, expectations);
    this.kinds = instanceKinds(input, rates);
    this.hoursPerMonthOfRunHour = HOURS_PER_MONTH / (input.durationMs / HOUR_MS);
    const levels = demandLevels(input);
    const served = levels.map((level) => this.addLevel(level));
    for (const service of input.services.keys()) this.promise(service, levels, served);
  }

  /** Variables and rows of one level; by service the vCPUs that are kept busy for it. */
  private addLevel(level: DemandLevel): Terms[] {
    const { program, input, kinds } = this;
    const hours = (level.durationMs / HOUR_MS) * this.hoursPerMonthOfRunHour;
    const instances = kinds.map(({ usdPerHour }) => program.variable(usdPerHour * hours));
    this.boundGroups(instances);
    const pools = input.capacityProviders.map(() => ({ busy: [] as Term[], tasks: [] as PlacedTasks[] }));
    const served = input.services.map((service, row) => {
      const terms: Term[] = [];
      const counted: Term[] = [];
      for (const provider of this.providersOf(service)) {
        for (const definition of definitionsOf(service, input)) {
          const tasks = program.variable(this.taskUsdPerHour(provider, definition) * hours);
          const busy = program.variable(0);
          const limit = this.vcpusPerTask(provider, definition);
          program.require(
            [
              [1, busy],
              [-limit, tasks],
            ],
            '<=',
            0,
          );
          terms.push([1, busy]);
          counted.push([1, tasks]);
          pools[provider].busy.push([1, busy]);
          pools[provider].tasks.push({ tasks, definition });
        }
      }
      program.require(terms, '<=', level.vcpus[row] + carriedVcpus(service, level, input));
      program.require(counted, '<=', mostTasks(service, input));
      return terms;
    });
    for (const [provider, pool] of pools.entries()) {
      if (!isFargate(input.capacityProviders[provider])) this.fit(provider, instances, pool.busy, pool.tasks);
    }
    return served;
  }

  /** Over the whole run so many requests are served. */
  private promise(service: number, levels: readonly DemandLevel[], served: readonly (readonly Terms[])[]): void {
    if (this.shares[service] === 0) return;
    const wanted = levels.reduce((sum, { durationMs, vcpus }) => sum + durationMs * vcpus[service], 0);
    const terms = levels.flatMap(({ durationMs }, level) =>
      served[level][service].map(([coefficient, variable]): Term => [coefficient * (durationMs / HOUR_MS), variable]),
    );
    this.program.require(terms, '>=', (this.shares[service] * wanted) / HOUR_MS);
  }

  /** What tasks keep busy and reserve on the instances of a provider. */
  private fit(provider: number, instances: readonly Variable[], busy: Terms, tasks: readonly PlacedTasks[]): void {
    const there = (amount: (template: LaunchTemplateInput) => number): Terms =>
      this.kinds.flatMap(({ template, provider: owner }, kind): Term[] =>
        owner === provider ? [[-amount(template), instances[kind]]] : [],
      );
    const reserve = (
      needed: (definition: TaskDefinitionInput) => number,
      amount: (template: LaunchTemplateInput) => number,
    ) => {
      const terms = tasks.map(({ tasks: count, definition }): Term => [needed(definition), count]);
      if (terms.some(([coefficient]) => coefficient > 0)) this.program.require([...terms, ...there(amount)], '<=', 0);
    };
    this.program.require([...busy, ...there(({ cpuUnits }) => cpuUnits / CPU_UNITS_PER_VCPU)], '<=', 0);
    reserve(
      ({ cpuUnits }) => cpuUnits,
      ({ cpuUnits }) => cpuUnits,
    );
    reserve(
      ({ memoryMiB }) => memoryMiB,
      ({ memoryMiB }) => memoryMiB,
    );
    reserve(
      ({ gpuCount }) => gpuCount,
      ({ gpuCount }) => gpuCount,
    );
    reserve(
      ({ isAwsvpc }) => (isAwsvpc ? 1 : 0),
      ({ awsvpcTaskLimit }) => awsvpcTaskLimit,
    );
  }

  /** How many instances a group has, at least and at most. */
  private boundGroups(instances: readonly Variable[]): void {
    const { capacityProviders } = this.input;
    for (const [provider, { autoScalingGroup, kind }] of capacityProviders.entries()) {
      if (kind !== 'auto-scaling-group') continue;
      const own = this.kinds.flatMap(({ provider: owner }, row): Term[] =>
        owner === provider ? [[1, instances[row]]] : [],
      );
      const isSpared = !this.losesInstances(provider);
      if (autoScalingGroup === null) {
        for (const [row, { provider: owner, count }] of this.kinds.entries()) {
          if (owner === provider) this.program.require([[1, instances[row]]], isSpared ? '=' : '<=', count);
        }
        continue;
      }
      const { minSize, maxSize, desiredCapacity, managedScaling, updates, repack } = autoScalingGroup;
      const isFixed = managedScaling === null && updates.length === 0 && repack === null;
      const least = updates.reduce((size, update) => Math.min(size, update.minSize ?? size), minSize);
      const most = updates.reduce((size, update) => Math.max(size, update.maxSize ?? size), maxSize);
      this.program.require(own, '<=', isFixed ? desiredCapacity : most);
      if (isSpared) this.program.require(own, '>=', isFixed ? desiredCapacity : least);
    }
  }

  /** Whether anything may end an instance of the provider, which then is missing for a while, or never joins. */
  private losesInstances(provider: number): boolean {
    const { failures, capacityShortages, launchTemplates, capacityProviders, network } = this.input;
    const isOwn = (template: number) => launchTemplates[template].capacityProvider === provider;
    const hazards = failures.hazards.some((hazard) => 'launchTemplate' in hazard && isOwn(hazard.launchTemplate));
    const group = capacityProviders[provider].autoScalingGroup;
    return (
      hazards ||
      failures.incidents.length > 0 ||
      capacityShortages.length > 0 ||
      network.subnets.length > 0 ||
      (group?.warmPool ?? null) !== null
    );
  }

  /** Rows of the providers on which a service may run. */
  private providersOf({ capacity }: ServiceInput): number[] {
    const { capacityProviders } = this.input;
    if ('launchType' in capacity)
      return [...capacityProviders.keys()].filter((row) => !isFargate(capacityProviders[row]));
    return [...new Set(capacity.strategy.map(({ capacityProvider }) => capacityProvider))];
  }

  private taskUsdPerHour(provider: number, definition: TaskDefinitionInput): number {
    const given = this.input.capacityProviders[provider];
    return isFargate(given) ? fargateUsdPerHour(definition, given, this.rates) : 0;
  }

  /** What one task can keep busy at most: its limit, on EC2 without one the whole of the largest instance (P1.11). */
  private vcpusPerTask(provider: number, definition: TaskDefinitionInput): number {
    if (isFargate(this.input.capacityProviders[provider])) return definition.fargateCpuUnits / CPU_UNITS_PER_VCPU;
    if (definition.cpuLimitUnits > 0) return definition.cpuLimitUnits / CPU_UNITS_PER_VCPU;
    const own = this.kinds.filter((kind) => kind.provider === provider);
    return Math.max(0, ...own.map(({ template }) => template.cpuUnits)) / CPU_UNITS_PER_VCPU;
  }
}

type Term = readonly [coefficient: number, variable: Variable];

interface PlacedTasks {
  readonly tasks: Variable;
  readonly definition: TaskDefinitionInput;
}

function isFargate({ kind }: CapacityProviderInput): boolean {
  return kind === 'fargate' || kind === 'fargate-spot';
}

/** Kinds in the order of the launch templates. */
function instanceKinds({ launchTemplates, capacityProviders }: SimulationInput, rates: RateCard): InstanceKind[] {
  const counts = new Float64Array(launchTemplates.length);
  for (const { instances } of capacityProviders) for (const template of instances) counts[template]++;
  const kinds = new Map<string, InstanceKind>();
  for (const [row, template] of launchTemplates.entries()) {
    if (template.capacityProvider === NONE) continue;
    const usdPerHour = instanceUsdPerHour(template, rates);
    const { capacityProvider: provider, instanceType, cpuUnits, memoryMiB, awsvpcTaskLimit } = template;
    const key = [provider, instanceType, cpuUnits, memoryMiB, awsvpcTaskLimit, usdPerHour].join();
    const known = kinds.get(key);
    kinds.set(key, { provider, template, usdPerHour, count: (known?.count ?? 0) + counts[row] });
  }
  return [...kinds.values()];
}

/** The revision of time 0 and those of later deployments. */
function definitionsOf(
  { taskDefinition, deployments }: ServiceInput,
  { taskDefinitions }: SimulationInput,
): TaskDefinitionInput[] {
  const rows = new Set([taskDefinition, ...deployments.map((deployment) => deployment.taskDefinition)]);
  return [...rows].map((row) => taskDefinitions[row]);
}

/** What requests that wait at its tasks, from before the level, add to what can be served in it: vCPUs in the mean. */
function carriedVcpus(service: ServiceInput, { entries, durationMs }: DemandLevel, input: SimulationInput): number {
  if (service.load === null || service.load.requestsPerSecond === null) return 0;
  const loads = [service.load, ...service.deployments.flatMap(({ load }) => load ?? [])];
  const perTask = Math.max(...loads.map((load) => load.queuedRequestsMax + load.concurrentRequestsMax));
  const waiting = perTask * mostTasks(service, input);
  return (entries * waiting * leastCpuSeconds(service) * SECOND_MS) / durationMs;
}

/** Tasks that a service may have at once, those of a deployment or of what replaces others included (P4.2, P4.23). */
function mostTasks(service: ServiceInput, input: SimulationInput): number {
  const { desiredCount, updates, scaling, maximumPercent, trafficShift } = service;
  const scheduled = scaling?.scheduledActions.map(({ maxCapacity }) => maxCapacity ?? 0) ?? [];
  const most = Math.max(
    desiredCount,
    ...updates.map((update) => update.desiredCount),
    scaling?.maxCapacity ?? 0,
    ...scheduled,
  );
  if (!replacesTasks(service, input)) return most;
  return Math.ceil((most * Math.max(100, maximumPercent, trafficShift === null ? 0 : 200)) / 100);
}

/** Whether tasks may be started before those that they replace have stopped (P4.17, P3.28, P5.17). */
function replacesTasks(service: ServiceInput, input: SimulationInput): boolean {
  const { deployments, targetGroups, rebalancesZones } = service;
  const isUnhealthy = definitionsOf(service, input).some(({ unhealthyAfterMs }) => unhealthyAfterMs !== null);
  const mayDrain = input.capacityProviders.some((provider) => !isFargate(provider));
  return deployments.length > 0 || targetGroups.length > 0 || rebalancesZones || isUnhealthy || mayDrain;
}
