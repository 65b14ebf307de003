import { NONE, SECOND_MS } from '../../base/units.ts';
import type { ServiceTrafficInput } from '../state/input/traffic.ts';
import type { SimulationInput } from '../state/input.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import type { QuantityMeter } from './recording.ts';

const BYTES_PER_MIB = 2 ** 20;

/**
 * Data that services move, by the requests they served (P9.6): to the internet, through NAT gateways, and from zone to
 * zone. Who calls whom is drawn evenly from where their tasks ran in the mean of each bucket (model).
 *
 * @param servedPerSecond by workload
 * @param runningInZone by workload and zone, row workload × zones + zone
 */
export function trafficMeters(
  input: SimulationInput,
  servedPerSecond: BucketIntegrals,
  runningInZone: BucketIntegrals,
): QuantityMeter[] {
  runningInZone.finish(input.durationMs);
  return input.services.flatMap(({ traffic }, workload) => {
    if (traffic === null) return [];
    const { bucketCount } = servedPerSecond;
    const bytes = { internet: new Float64Array(bucketCount), nat: new Float64Array(bucketCount) };
    const crossZone = new Float64Array(bucketCount);
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const requests = servedPerSecond.integrals[workload * bucketCount + bucket] / SECOND_MS;
      if (requests === 0) continue;
      const shares = (service: number) => zoneShares(input, runningInZone, service, bucket);
      const one = bytesOfRequest(input, traffic, shares(workload), shares);
      bytes.internet[bucket] = requests * one.internet;
      bytes.nat[bucket] = requests * one.nat;
      crossZone[bucket] = requests * one.crossZone;
    }
    return [
      ...meter('internetOutMiB', workload, bytes.internet),
      ...meter('natGatewayMiB', workload, bytes.nat),
      ...meter('crossZoneMiB', workload, crossZone),
    ];
  });
}

/** Bytes per request of the caller: what leaves for the internet, passes NAT gateways, and goes to another zone. */
function bytesOfRequest(
  { network }: SimulationInput,
  { internetBytes, calls, natGateways }: ServiceTrafficInput,
  from: Float64Array,
  sharesOf: (service: number) => Float64Array,
): { readonly internet: number; readonly nat: number; readonly crossZone: number } {
  let internet = internetBytes;
  let nat = 0;
  let crossZone = 0;
  for (const { callee, nodeZones, bytes, bytesOut } of calls) {
    if (callee !== NONE) {
      const to = nodeZones.length > 0 ? evenShares(nodeZones, from.length) : sharesOf(callee);
      crossZone += bytes * otherZone(from, to);
      continue;
    }
    internet += bytesOut;
    for (let zone = 0; zone < from.length; zone++) {
      const gateway = natGateways[zone];
      if (gateway === NONE) continue;
      nat += bytes * from[zone];
      if (network.natGateways[gateway].zone !== zone) crossZone += bytes * from[zone];
    }
  }
  return { internet, nat, crossZone };
}

/** The chance that two that are drawn independently are in different zones; 0 where one of them is nowhere. */
function otherZone(from: Float64Array, to: Float64Array): number {
  const anywhere = (shares: Float64Array) => shares.reduce((sum, share) => sum + share, 0);
  const same = from.reduce((sum, share, zone) => sum + share * to[zone], 0);
  return Math.max(0, anywhere(from) * anywhere(to) - same);
}

/** Where its tasks ran in that bucket: parts that sum to 1, or nothing. */
function zoneShares(
  { zones }: SimulationInput,
  { integrals, bucketCount }: BucketIntegrals,
  service: number,
  bucket: number,
): Float64Array {
  const taskMs = Float64Array.from(
    zones,
    (_, zone) => integrals[(service * zones.length + zone) * bucketCount + bucket],
  );
  const sum = taskMs.reduce((total, ms) => total + ms, 0);
  return sum === 0 ? taskMs : taskMs.map((ms) => ms / sum);
}

/** A node in a zone that is none of the cluster's is never in the caller's. */
function evenShares(nodeZones: readonly number[], zoneCount: number): Float64Array {
  const shares = new Float64Array(zoneCount + 1);
  for (const zone of nodeZones) shares[zone === NONE ? zoneCount : zone] += 1 / nodeZones.length;
  return shares;
}

function meter(kind: QuantityMeter['kind'], workload: number, bytes: Float64Array): QuantityMeter[] {
  const byBucket = bytes.map((value) => value / BYTES_PER_MIB);
  const quantity = byBucket.reduce((sum, value) => sum + value, 0);
  return quantity === 0 ? [] : [{ kind, quantity, workload, byBucket }];
}
