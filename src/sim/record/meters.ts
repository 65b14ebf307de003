import { billedSeconds } from '../../base/billing.ts';
import { NONE, SECOND_MS } from '../../base/units.ts';
import type { LaunchTemplateInput, SimulationInput, TaskDefinitionInput } from '../state/input.ts';
import { BucketIntegrals } from './bucket-integrals.ts';
import type { Ec2Meter, FargateMeter, UsageMeters } from './recording.ts';

/** Linux on EC2 and Fargate: at least a minute is billed (P8.1, P9.1). */
const MINIMUM_SECONDS = 60;
/** Windows on Fargate: at least five (P8.1). */
const WINDOWS_FARGATE_MINIMUM_SECONDS = 300;

interface Ec2Key {
  readonly pool: number;
  readonly template: LaunchTemplateInput;
}

interface FargateKey {
  readonly pool: number;
  readonly workload: number;
  readonly definition: TaskDefinitionInput;
  readonly capacity: 'on-demand' | 'spot';
}

/**
 * Counts billed seconds as integers when a lifetime ends, the minimum included, and the same seconds per bucket: time
 * as it passes, and what rounding and the minimum add in the bucket of the end, so that the buckets sum to the bill.
 */
export class Meters {
  private readonly ec2Keys: Ec2Key[] = [];
  private readonly fargateKeys: FargateKey[] = [];
  private readonly ec2MeterOfTemplate: Int32Array;
  /** Meter by (workload × pool × definition), made while the engine is wired. */
  private readonly fargateMeterByName = new Map<string, number>();
  private readonly bucketMs: number;
  private readonly durationMs: number;
  private ec2Seconds = new Float64Array(0);
  private ec2Count = new Float64Array(0);
  private stoppedSeconds = new Float64Array(0);
  private ec2Buckets = new BucketIntegrals(0, 1, 1);
  private fargateSeconds = new Float64Array(0);
  private fargateCount = new Float64Array(0);
  private fargateAddressSeconds = new Float64Array(0);
  private fargateBuckets = new BucketIntegrals(0, 1, 1);

  constructor(input: SimulationInput, poolOfTemplate: Int32Array) {
    this.bucketMs = input.record.bucketMs;
    this.durationMs = input.durationMs;
    this.ec2MeterOfTemplate = Int32Array.from(input.launchTemplates, (template, row) =>
      this.ec2MeterOf({ pool: poolOfTemplate[row], template }),
    );
  }

  /** The meter of that workload's tasks of that definition in that Fargate pool. */
  fargateMeter(key: FargateKey, definitionRow: number): number {
    const name = `${key.workload}/${key.pool}/${definitionRow}`;
    const known = this.fargateMeterByName.get(name);
    if (known !== undefined) return known;
    const meter = this.fargateKeys.push(key) - 1;
    this.fargateMeterByName.set(name, meter);
    return meter;
  }

  /** Every meter is known: lays the counters out. */
  ready(): void {
    this.ec2Seconds = new Float64Array(this.ec2Keys.length);
    this.ec2Count = new Float64Array(this.ec2Keys.length);
    this.stoppedSeconds = new Float64Array(this.ec2Keys.length);
    this.ec2Buckets = new BucketIntegrals(this.ec2Keys.length, this.bucketMs, this.durationMs);
    this.fargateSeconds = new Float64Array(this.fargateKeys.length);
    this.fargateCount = new Float64Array(this.fargateKeys.length);
    this.fargateAddressSeconds = new Float64Array(this.fargateKeys.length);
    this.fargateBuckets = new BucketIntegrals(this.fargateKeys.length, this.bucketMs, this.durationMs);
  }

  instanceLaunched(template: number, nowMs: number): void {
    this.ec2Count[this.ec2MeterOfTemplate[template]]++;
    this.instanceStarted(template, nowMs);
  }

  /** It runs again after it was stopped in a warm pool. */
  instanceStarted(template: number, nowMs: number): void {
    this.ec2Buckets.add(this.ec2MeterOfTemplate[template], 1, nowMs);
  }

  /** It was stopped, since then, and no longer is: its volume alone is paid for (P9.1). */
  stopEnded(template: number, stoppedAtMs: number, nowMs: number): void {
    this.stoppedSeconds[this.ec2MeterOfTemplate[template]] += billedSeconds(nowMs - stoppedAtMs, 0);
  }

  /** It has run since then, and ends or is stopped; each run is billed on its own (P9.1). */
  instanceEnded(template: number, runsSinceMs: number, nowMs: number): void {
    const meter = this.ec2MeterOfTemplate[template];
    const lifetimeMs = nowMs - runsSinceMs;
    const seconds = billedSeconds(lifetimeMs, MINIMUM_SECONDS);
    this.ec2Seconds[meter] += seconds;
    this.ec2Buckets.add(meter, -1, nowMs);
    this.ec2Buckets.addToBucketOf(meter, seconds * SECOND_MS - lifetimeMs, nowMs);
  }

  /** Billing starts with the pull (P8.1). */
  pullStarted(meter: number, nowMs: number): void {
    this.fargateCount[meter]++;
    this.fargateBuckets.add(meter, 1, nowMs);
  }

  /** A Fargate task is STOPPED; `pullStartedAtMs` is NaN when it never came to the pull. */
  taskEnded(meter: number, createdAtMs: number, pullStartedAtMs: number, hasPublicIpv4: boolean, nowMs: number): void {
    if (hasPublicIpv4) this.fargateAddressSeconds[meter] += billedSeconds(nowMs - createdAtMs, 0);
    if (Number.isNaN(pullStartedAtMs)) return;
    const isWindows = this.fargateKeys[meter].definition.operatingSystem === 'windows';
    const lifetimeMs = nowMs - pullStartedAtMs;
    const seconds = billedSeconds(lifetimeMs, isWindows ? WINDOWS_FARGATE_MINIMUM_SECONDS : MINIMUM_SECONDS);
    this.fargateSeconds[meter] += seconds;
    this.fargateBuckets.add(meter, -1, nowMs);
    this.fargateBuckets.addToBucketOf(meter, seconds * SECOND_MS - lifetimeMs, nowMs);
  }

  /** The finished meters; every lifetime must have ended. */
  finish(): Pick<UsageMeters, 'ec2' | 'fargate'> {
    return {
      ec2: this.ec2Keys.map((key, meter) => this.finishEc2(key, meter)),
      fargate: this.fargateKeys.map((key, meter) => this.finishFargate(key, meter)),
    };
  }

  private finishEc2({ pool, template }: Ec2Key, meter: number): Ec2Meter {
    return {
      pool,
      instanceType: template.instanceType,
      operatingSystem: template.operatingSystem,
      purchaseOption: template.purchaseOption,
      rootVolumeGiB: template.rootVolumeGiB,
      rootVolumeType: template.rootVolumeType,
      hasPublicIpv4: template.hasPublicIpv4,
      instances: this.ec2Count[meter],
      instanceSeconds: this.ec2Seconds[meter],
      stoppedSeconds: this.stoppedSeconds[meter],
      instanceSecondsByBucket: secondsByBucket(this.ec2Buckets, meter),
    };
  }

  private finishFargate({ pool, workload, definition, capacity }: FargateKey, meter: number): FargateMeter {
    return {
      pool,
      workload,
      operatingSystem: definition.operatingSystem,
      architecture: definition.architecture,
      capacity,
      cpuUnits: definition.fargateCpuUnits,
      memoryMiB: definition.fargateMemoryMiB,
      ephemeralStorageGiB: definition.ephemeralStorageGiB,
      tasks: this.fargateCount[meter],
      taskSeconds: this.fargateSeconds[meter],
      taskSecondsByBucket: secondsByBucket(this.fargateBuckets, meter),
      publicIpv4Seconds: this.fargateAddressSeconds[meter],
    };
  }

  /** Launch templates that differ in nothing that is billed share a meter. */
  private ec2MeterOf(key: Ec2Key): number {
    const same = this.ec2Keys.findIndex((other) => isBilledAlike(other, key));
    return same !== NONE ? same : this.ec2Keys.push(key) - 1;
  }
}

function isBilledAlike(one: Ec2Key, other: Ec2Key): boolean {
  const a = one.template;
  const b = other.template;
  return (
    one.pool === other.pool &&
    a.operatingSystem === b.operatingSystem &&
    a.rootVolumeGiB === b.rootVolumeGiB &&
    a.rootVolumeType === b.rootVolumeType &&
    a.hasPublicIpv4 === b.hasPublicIpv4
  );
}

function secondsByBucket(buckets: BucketIntegrals, row: number): Float64Array<ArrayBuffer> {
  const { bucketCount } = buckets;
  return buckets.integrals.slice(row * bucketCount, (row + 1) * bucketCount).map((value) => value / SECOND_MS);
}
