import { HOUR_MS, NONE, SECOND_MS } from '../../base/units.ts';
import type { SimulationInput } from '../state/input.ts';
import { lcusAt } from '../state/lcus.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import type { QuantityMeter } from './recording.ts';

/**
 * What load balancers are billed by (P7.7): hours, of which a part counts as whole, LCUs by the requests of the
 * services behind them, and the public addresses of their nodes. They are there the whole run long.
 *
 * @param requestsPerSecond by workload
 */
export function loadBalancerMeters(input: SimulationInput, requestsPerSecond: BucketIntegrals): QuantityMeter[] {
  const { bucketCount } = requestsPerSecond;
  return input.loadBalancers.flatMap((balancer, row) => {
    const requests = requestsBehind(input, row, requestsPerSecond);
    const lcuHours = requests.map((count) => lcusAt(count, balancer) / (HOUR_MS / SECOND_MS));
    const hours = Math.ceil(input.durationMs / HOUR_MS);
    const addressSeconds = (balancer.publicIpv4Count * input.durationMs) / SECOND_MS;
    return [
      ...meter('loadBalancerHours', evenly(hours, bucketCount)),
      ...meter('lcuHours', lcuHours),
      ...meter('loadBalancerAddressSeconds', evenly(addressSeconds, bucketCount)),
    ];
  });
}

function meter(kind: QuantityMeter['kind'], byBucket: Float64Array): QuantityMeter[] {
  const quantity = byBucket.reduce((sum, value) => sum + value, 0);
  return quantity === 0 ? [] : [{ kind, quantity, workload: NONE, byBucket }];
}

function evenly(quantity: number, bucketCount: number): Float64Array {
  return new Float64Array(bucketCount).fill(quantity / bucketCount);
}

/** Requests by bucket of all services whose requests come through one of its target groups. */
function requestsBehind(
  { services, targetGroups }: SimulationInput,
  balancer: number,
  { integrals, bucketCount }: BucketIntegrals,
): Float64Array {
  const sum = new Float64Array(bucketCount);
  services.forEach(({ targetGroups: own }, service) => {
    const first = own[0];
    if (first === undefined || targetGroups[first.targetGroup].loadBalancer !== balancer) return;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      sum[bucket] += integrals[service * bucketCount + bucket] / SECOND_MS;
    }
  });
  return sum;
}
