import { assert } from '../../base/assert.ts';
import type { SimulationInput } from './input.ts';

/**
 * The Auto Scaling groups of a cluster, a row per capacity provider (rows of Fargate's stay at 0), and their members
 * counted where scaling looks: a member is an instance that is launched and not on its way out.
 */
export class AutoScalingGroupTable {
  readonly minSize: Int32Array;
  readonly maxSize: Int32Array;
  readonly desiredCapacity: Int32Array;
  /** Members whose agent has not registered yet. */
  readonly pendingCount: Int32Array;
  /**
   * Members that are container instances: N of managed scaling (P5.5); and of them those without a task but
   * daemons'.
   */
  readonly inServiceCount: Int32Array;
  readonly emptyCount: Int32Array;
  /** Members bought on demand. */
  readonly onDemandCount: Int32Array;
  /** Instances in the warm pool; they are no members. */
  readonly warmCount: Int32Array;
  /** The same by provider × zones + zone. */
  readonly warmInZone: Int32Array;
  /** Members launched so far are all warmed up from then on (P5.13). */
  readonly warmedUpAtMs: Float64Array;
  /** Members by launch template, and by provider × zones + zone. */
  readonly membersOfTemplate: Int32Array;
  readonly membersInZone: Int32Array;
  private readonly input: SimulationInput;

  constructor(input: SimulationInput) {
    const count = input.capacityProviders.length;
    const sizeOf = (size: 'minSize' | 'maxSize' | 'desiredCapacity') =>
      Int32Array.from(input.capacityProviders, ({ autoScalingGroup }) => autoScalingGroup?.[size] ?? 0);
    this.input = input;
    this.minSize = sizeOf('minSize');
    this.maxSize = sizeOf('maxSize');
    this.desiredCapacity = sizeOf('desiredCapacity');
    this.pendingCount = new Int32Array(count);
    this.inServiceCount = new Int32Array(count);
    this.emptyCount = new Int32Array(count);
    this.onDemandCount = new Int32Array(count);
    this.warmCount = new Int32Array(count);
    this.warmInZone = new Int32Array(count * input.zones.length);
    this.warmedUpAtMs = new Float64Array(count);
    this.membersOfTemplate = new Int32Array(input.launchTemplates.length);
    this.membersInZone = new Int32Array(count * input.zones.length);
  }

  /** Members of that provider's group. */
  memberCount(provider: number): number {
    return this.pendingCount[provider] + this.inServiceCount[provider];
  }

  /** A launched instance of that template becomes a member. */
  join(template: number): void {
    this.pendingCount[this.move(template, 1)]++;
  }

  joinWarmPool(template: number): void {
    this.countWarm(template, 1);
  }

  leaveWarmPool(template: number): void {
    this.countWarm(template, -1);
  }

  /** A member has registered: a container instance, still empty. */
  registered(template: number): void {
    const provider = this.input.launchTemplates[template].capacityProvider;
    this.pendingCount[provider]--;
    this.inServiceCount[provider]++;
    this.emptyCount[provider]++;
  }

  /** A member that has not registered goes. */
  leavePending(template: number): void {
    this.pendingCount[this.move(template, -1)]--;
  }

  /** A member that is a container instance goes. */
  leaveInService(template: number, isEmpty: boolean): void {
    const provider = this.move(template, -1);
    this.inServiceCount[provider]--;
    if (isEmpty) this.emptyCount[provider]--;
    assert(this.inServiceCount[provider] >= 0, 'more instances left a group than it had');
  }

  private countWarm(template: number, change: 1 | -1): void {
    const { capacityProvider, zone } = this.input.launchTemplates[template];
    this.warmCount[capacityProvider] += change;
    this.warmInZone[capacityProvider * this.input.zones.length + zone] += change;
  }

  private move(template: number, change: 1 | -1): number {
    const { capacityProvider, zone, purchaseOption } = this.input.launchTemplates[template];
    this.membersOfTemplate[template] += change;
    this.membersInZone[capacityProvider * this.input.zones.length + zone] += change;
    if (purchaseOption === 'on-demand') this.onDemandCount[capacityProvider] += change;
    return capacityProvider;
  }
}
