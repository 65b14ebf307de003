import { HOUR_MS, NONE, SECOND_MS } from '../../base/units.ts';
import { type NetworkInput, wayCount } from '../state/input/network.ts';
import type { SimulationInput } from '../state/input.ts';
import { BucketIntegrals } from './bucket-integrals.ts';
import type { QuantityKind, QuantityMeter, RecordedGateway } from './recording.ts';

/** What passes through NAT gateways, endpoints and registries: every pull of an image is told here. */
export class NetworkMeters {
  ecrPulledMiB = 0;
  otherPulledMiB = 0;
  private readonly network: NetworkInput;
  private readonly bucketMs: number;
  private readonly durationMs: number;
  /** By way (NAT gateways, then interface endpoints): MiB that passed. */
  private readonly passedMiB: BucketIntegrals;
  /** MiB to a NAT gateway from another zone. */
  private readonly crossZoneMiB: BucketIntegrals;

  constructor({ network, record, durationMs }: SimulationInput) {
    this.network = network;
    this.bucketMs = record.bucketMs;
    this.durationMs = durationMs;
    this.passedMiB = new BucketIntegrals(wayCount(network), record.bucketMs, durationMs);
    this.crossZoneMiB = new BucketIntegrals(1, record.bucketMs, durationMs);
  }

  /** So many MiB of images came to a zone, from ECR, by a way or for nothing (NONE). */
  pulledFromEcr(mib: number, way: number, zone: number, nowMs: number): void {
    this.ecrPulledMiB += mib;
    this.pass(mib, way, zone, nowMs);
  }

  /** As `pulledFromEcr`, from another registry. */
  pulledFromElsewhere(mib: number, way: number, zone: number, nowMs: number): void {
    this.otherPulledMiB += mib;
    this.pass(mib, way, zone, nowMs);
  }

  /** Each gateway and endpoint, in the order of the input. */
  gateways(): RecordedGateway[] {
    const { natGateways, interfaceEndpoints } = this.network;
    const processedMiB = (way: number) => total(this.bucketsOf(way));
    return [
      ...natGateways.map(({ name }, row) => ({ kind: 'nat-gateway' as const, name, processedMiB: processedMiB(row) })),
      ...interfaceEndpoints.map(({ service }, row) => ({
        kind: 'interface-endpoint' as const,
        name: service,
        processedMiB: processedMiB(natGateways.length + row),
      })),
    ];
  }

  /** What is billed by its count. A begun hour of a NAT gateway or an endpoint is billed whole (P9.6). */
  quantities(): QuantityMeter[] {
    const { natGateways, interfaceEndpoints, ecrStoredMiB } = this.network;
    const hours = Math.ceil(this.durationMs / HOUR_MS);
    const own = <T extends { readonly isBilledElsewhere: boolean }>(all: readonly T[]) =>
      all.filter(({ isBilledElsewhere }) => !isBilledElsewhere);
    const zones = own(interfaceEndpoints).reduce((sum, { zoneCount }) => sum + zoneCount, 0);
    const ways = Array.from({ length: wayCount(this.network) }, (_, way) => this.bucketsOf(way));
    const meters = [
      this.even('natGatewayHours', hours * own(natGateways).length),
      this.even('endpointHours', hours * zones),
      this.sum('natGatewayMiB', ways.slice(0, natGateways.length)),
      this.sum('endpointMiB', ways.slice(natGateways.length)),
      this.sum('crossZoneMiB', [this.crossZoneMiB.integrals]),
      this.even('ecrMiBSeconds', (ecrStoredMiB * this.durationMs) / SECOND_MS),
    ];
    return meters.filter(({ quantity }) => quantity > 0);
  }

  private pass(mib: number, way: number, zone: number, nowMs: number): void {
    if (way === NONE) return;
    this.passedMiB.addToBucketOf(way, mib, nowMs);
    const { natGateways } = this.network;
    if (way < natGateways.length && natGateways[way].zone !== zone) this.crossZoneMiB.addToBucketOf(0, mib, nowMs);
  }

  private bucketsOf(way: number): Float64Array {
    const { bucketCount, integrals } = this.passedMiB;
    return integrals.subarray(way * bucketCount, (way + 1) * bucketCount);
  }

  /** A quantity of the whole run, over its buckets by their width. */
  private even(kind: QuantityKind, quantity: number): QuantityMeter {
    const { bucketMs, durationMs } = this;
    const byBucket = Float64Array.from({ length: this.passedMiB.bucketCount }, (_, bucket) => {
      const widthMs = Math.min(bucketMs, durationMs - bucket * bucketMs);
      return (quantity * widthMs) / durationMs;
    });
    return { kind, quantity, workload: NONE, byBucket };
  }

  private sum(kind: QuantityKind, columns: readonly Float64Array[]): QuantityMeter {
    const byBucket = Float64Array.from({ length: this.passedMiB.bucketCount }, (_, bucket) =>
      columns.reduce((sum, column) => sum + column[bucket], 0),
    );
    return { kind, quantity: total(byBucket), workload: NONE, byBucket };
  }
}

function total(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}
