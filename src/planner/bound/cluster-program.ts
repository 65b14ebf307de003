/**
 * The mixed-integer programme of a cluster: in each level of demand how much of it is served, on how many tasks (each
 * up to its CPU limit), in which packing patterns of the container instances, or on Fargate. Whole numbers are the
 * sizes of groups that nothing changes during the run.
 */
import type { Expectation } from '../../base/expectations.ts';
import { CPU_UNITS_PER_VCPU, HOUR_MS, HOURS_PER_MONTH, NONE, SECOND_MS } from '../../base/units.ts';
import type { RateCard } from '../../catalog/rates.ts';
import type { LaunchTemplateInput, ServiceInput, SimulationInput, TaskDefinitionInput } from '../../sim/state/input.ts';
import { type Discounts, fargateUsdPerHour } from './capacity-prices.ts';
import {
  carriedVcpus,
  definitionsOf,
  hasFixedCount,
  type InstanceKind,
  instanceKinds,
  isFargate,
  isFixed,
  losesInstances,
  mostTasks,
  providersOf,
  tasksPerDesired,
  waitingVcpuSeconds,
} from './cluster-facts.ts';
import { type DemandLevel, demandLevels } from './demand-levels.ts';
import { LinearProgram, type Terms, type Variable } from './linear-program.ts';
import { type PackedTask, type Pattern, packingPatterns } from './packing-patterns.ts';
import { servedShares } from './served-shares.ts';

/** What the programme is of, beside the cluster. */
export interface BoundTerms {
  readonly expectations: readonly Expectation[];
  readonly rates: RateCard;
  /** What commitments may take off. */
  readonly discountOf: Discounts;
}

/** Patterns of an instance that still make a quick programme. */
const PATTERNS_MAX = 200;

type Term = readonly [coefficient: number, variable: Variable];

/** Tasks of a service in one revision on one provider. */
interface PlacedTasks extends PackedTask {
  readonly tasks: Variable;
}

export class ClusterProgram {
  readonly program: LinearProgram = new LinearProgram();
  /** By provider: how many instances it has, where nothing changes that; else undefined. */
  readonly sizes: readonly (Variable | undefined)[];
  /** By service: its desired count, where that differs between the settings and nothing changes it in a run. */
  readonly desiredCounts: readonly (Variable | undefined)[];
  /** Some instance has too many patterns: what its tasks reserve is added up, as if it had no gaps. */
  isPackingAddedUp = false;
  private readonly input: SimulationInput;
  private readonly terms: BoundTerms;
  private readonly kinds: readonly InstanceKind[];
  private readonly shares: Float64Array;
  /** By kind; null where there are too many. Filled when a provider is first packed. */
  private readonly patterns = new Map<InstanceKind, Pattern[] | null>();
  /** Share of a month that the run is. */
  private readonly monthsPerRun: number;

  /**
   * @param input with the most instances and tasks that the settings have
   * @param least the same with the fewest; the same input where the programme is of one setting
   */
  constructor(input: SimulationInput, least: SimulationInput, terms: BoundTerms) {
    this.input = input;
    this.terms = terms;
    this.shares = servedShares(input, terms.expectations);
    this.kinds = instanceKinds(input, terms.rates, terms.discountOf);
    this.monthsPerRun = HOURS_PER_MONTH / (input.durationMs / HOUR_MS);
    this.sizes = input.capacityProviders.map(({ autoScalingGroup }, row) => {
      if (autoScalingGroup === null || !isFixed(autoScalingGroup)) return undefined;
      const size = this.program.integer(0);
      this.program.require([[1, size]], '<=', autoScalingGroup.desiredCapacity);
      const fewest = least.capacityProviders[row].autoScalingGroup?.desiredCapacity ?? autoScalingGroup.desiredCapacity;
      this.program.require([[1, size]], '>=', fewest);
      return size;
    });
    this.desiredCounts = input.services.map((service, row) => {
      const { desiredCount } = least.services[row];
      if (!hasFixedCount(service) || service.desiredCount === desiredCount) return undefined;
      const count = this.program.integer(0);
      this.program.require([[1, count]], '<=', service.desiredCount);
      this.program.require([[1, count]], '>=', desiredCount);
      return count;
    });
    const levels = demandLevels(input);
    const served = levels.map((level) => this.addLevel(level));
    for (const service of input.services.keys()) this.promise(service, levels, served);
  }

  /** Variables and rows of one level; by service the vCPUs that are kept busy for it. */
  private addLevel(level: DemandLevel): Terms[] {
    const { program, input, kinds } = this;
    const hours = (level.durationMs / HOUR_MS) * this.monthsPerRun;
    const instances = new Map(kinds.map((kind) => [kind, program.variable(kind.usdPerHour * hours)]));
    this.boundGroups(instances);
    const pools = input.capacityProviders.map(() => ({ busy: [] as Term[], tasks: [] as PlacedTasks[] }));
    const served = input.services.map((service, row) => {
      const terms: Term[] = [];
      const counted: Term[] = [];
      for (const provider of providersOf(service, input)) {
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
          pools[provider].tasks.push({ ...this.packedTask(service, row, definition), tasks });
        }
      }
      program.require(terms, '<=', level.vcpus[row] + carriedVcpus(service, level, input));
      this.boundTasks(service, row, counted);
      return terms;
    });
    for (const [provider, { busy, tasks }] of pools.entries()) {
      if (!isFargate(input.capacityProviders[provider])) this.fit(provider, instances, busy, tasks);
    }
    return served;
  }

  private boundTasks(service: ServiceInput, row: number, counted: Terms): void {
    const desired = this.desiredCounts[row];
    if (desired === undefined) {
      this.program.require(counted, '<=', mostTasks(service, this.input));
      return;
    }
    const each = tasksPerDesired(service, this.input);
    // ECS rounds up the tasks that a deployment may have beside.
    this.program.require([...counted, [-each, desired]], '<=', Number.isInteger(each) ? 0 : 1);
  }

  /** Over the whole run so many requests are served, but for those that still wait at its end. */
  private promise(service: number, levels: readonly DemandLevel[], served: readonly (readonly Terms[])[]): void {
    if (this.shares[service] === 0) return;
    const arrived = levels.reduce((sum, { durationMs, vcpus }) => sum + durationMs * vcpus[service], 0);
    const waiting = waitingVcpuSeconds(this.input.services[service]!, this.input) * SECOND_MS;
    if (waiting >= arrived) return;
    const wanted = arrived - waiting;
    const terms = levels.flatMap(({ durationMs }, level) =>
      served[level][service].map(([coefficient, variable]): Term => [coefficient * (durationMs / HOUR_MS), variable]),
    );
    this.program.require(terms, '>=', (this.shares[service] * wanted) / HOUR_MS);
  }

  /** How many instances a provider has: of each kind where nothing launches any, else of all together. */
  private boundGroups(instances: ReadonlyMap<InstanceKind, Variable>): void {
    for (const [provider, { kind: providerKind, autoScalingGroup }] of this.input.capacityProviders.entries()) {
      if (providerKind !== 'auto-scaling-group') continue;
      const kinds = [...instances].filter(([kind]) => kind.provider === provider);
      const own = kinds.map(([, count]): Term => [1, count]);
      const isSpared = !losesInstances(this.input, provider);
      const size = this.sizes[provider];
      if (autoScalingGroup === null) {
        for (const [kind, count] of kinds) this.program.require([[1, count]], isSpared ? '=' : '<=', kind.count);
      } else if (size !== undefined) {
        this.program.require([...own, [-1, size]], isSpared ? '=' : '<=', 0);
      } else {
        const { minSize, maxSize, updates } = autoScalingGroup;
        const most = updates.reduce((sum, update) => Math.max(sum, update.maxSize ?? sum), maxSize);
        const least = updates.reduce((sum, update) => Math.min(sum, update.minSize ?? sum), minSize);
        this.program.require(own, '<=', most);
        if (isSpared) this.program.require(own, '>=', least);
      }
    }
  }

  /** What tasks keep busy on the instances of a provider, and how they fit there. */
  private fit(
    provider: number,
    instances: ReadonlyMap<InstanceKind, Variable>,
    busy: Terms,
    tasks: readonly PlacedTasks[],
  ): void {
    const own = [...instances].filter(([kind]) => kind.provider === provider);
    const there = (amount: (template: LaunchTemplateInput) => number) =>
      own.map(([{ template }, count]): Term => [-amount(template), count]);
    this.program.require([...busy, ...there(({ cpuUnits }) => cpuUnits / CPU_UNITS_PER_VCPU)], '<=', 0);
    if (tasks.length === 0) return;
    const patterns = own.map(([kind]) => this.patternsOf(kind, tasks));
    if (patterns.some((one) => one === null)) {
      this.isPackingAddedUp = true;
      this.addUp(tasks, there);
    } else {
      const packed: Term[][] = tasks.map(({ tasks: count }) => [[1, count]]);
      for (const [row, [, count]] of own.entries()) this.pack(count, patterns[row]!, packed);
      for (const terms of packed) this.program.require(terms, '<=', 0);
    }
  }

  /** Instances of a kind by their pattern. What each holds of each kind of task is taken off `packed`. */
  private pack(count: Variable, patterns: readonly Pattern[], packed: readonly Term[][]): void {
    // An instance goes from pattern to pattern: these are shares of its time, and no whole numbers.
    const shares = patterns.map(() => this.program.variable(0));
    this.program.require([...shares.map((share): Term => [1, share]), [-1, count]], '<=', 0);
    for (const [index, pattern] of patterns.entries()) {
      for (const [task, held] of pattern.entries()) packed[task]!.push([-held, shares[index]!]);
    }
  }

  private patternsOf(kind: InstanceKind, tasks: readonly PackedTask[]): Pattern[] | null {
    const known = this.patterns.get(kind);
    if (known !== undefined) return known;
    const patterns = packingPatterns(tasks, kind.template, PATTERNS_MAX);
    this.patterns.set(kind, patterns);
    return patterns;
  }

  /** What tasks reserve, added up, is no more than what there is. */
  private addUp(
    tasks: readonly PlacedTasks[],
    there: (amount: (template: LaunchTemplateInput) => number) => Term[],
  ): void {
    const resources: readonly [
      (definition: TaskDefinitionInput) => number,
      (template: LaunchTemplateInput) => number,
    ][] = [
      [({ cpuUnits }) => cpuUnits, ({ cpuUnits }) => cpuUnits],
      [({ memoryMiB }) => memoryMiB, ({ memoryMiB }) => memoryMiB],
      [({ gpuCount }) => gpuCount, ({ gpuCount }) => gpuCount],
      [({ isAwsvpc }) => (isAwsvpc ? 1 : 0), ({ awsvpcTaskLimit }) => awsvpcTaskLimit],
    ];
    for (const [needed, amount] of resources) {
      const terms = tasks.map(({ tasks: count, definition }): Term => [needed(definition), count]);
      if (terms.some(([coefficient]) => coefficient > 0)) this.program.require([...terms, ...there(amount)], '<=', 0);
    }
  }

  private packedTask(service: ServiceInput, row: number, definition: TaskDefinitionInput): PackedTask {
    const isAlone =
      service.schedulingStrategy === 'DAEMON' ||
      service.placementConstraints.some(({ type }) => type === 'distinctInstance');
    return { definition, distinctService: isAlone ? row : NONE, most: mostTasks(service, this.input) };
  }

  private taskUsdPerHour(provider: number, definition: TaskDefinitionInput): number {
    const given = this.input.capacityProviders[provider];
    const { rates, discountOf } = this.terms;
    return isFargate(given) ? fargateUsdPerHour(definition, given, rates, discountOf) : 0;
  }

  /** What one task can keep busy at most: its limit, on EC2 without one the whole of the largest instance (P1.11). */
  private vcpusPerTask(provider: number, definition: TaskDefinitionInput): number {
    if (isFargate(this.input.capacityProviders[provider])) return definition.fargateCpuUnits / CPU_UNITS_PER_VCPU;
    if (definition.cpuLimitUnits > 0) return definition.cpuLimitUnits / CPU_UNITS_PER_VCPU;
    const own = this.kinds.filter((kind) => kind.provider === provider);
    return Math.max(0, ...own.map(({ template }) => template.cpuUnits)) / CPU_UNITS_PER_VCPU;
  }
}
