import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../src/base/units.ts';
import { NetworkMeters } from '../../../src/sim/record/network-meters.ts';
import type { QuantityKind } from '../../../src/sim/record/recording.ts';
import { type NetworkInput, NO_NETWORK } from '../../../src/sim/state/input/network.ts';
import { input } from '../builders.ts';

const network: NetworkInput = {
  ...NO_NETWORK,
  natGateways: [
    { name: 'nat-a', zone: 0, isBilledElsewhere: false },
    { name: 'nat-b', zone: 1, isBilledElsewhere: true },
  ],
  interfaceEndpoints: [{ service: 's3', zoneCount: 3, isBilledElsewhere: false }],
  ecrStoredMiB: 512,
};

const metersOf = (durationMs: number) => new NetworkMeters(input({ network, durationMs }));
const quantityOf = (meters: NetworkMeters, kind: QuantityKind) =>
  meters.quantities().find((meter) => meter.kind === kind);

describe('meters of the network', () => {
  it('P9.6: count begun hours, of an endpoint in each zone; not those on the bill of another cluster', () => {
    const meters = metersOf(1.5 * HOUR_MS);
    expect(quantityOf(meters, 'natGatewayHours')?.quantity).toBe(2);
    expect(quantityOf(meters, 'endpointHours')?.quantity).toBe(6);
    expect(quantityOf(meters, 'natGatewayMiB')).toBeUndefined();
  });

  it('P9.9: count what lies in ECR all the time', () => {
    expect(quantityOf(metersOf(HOUR_MS), 'ecrMiBSeconds')?.quantity).toBe(512 * 3600);
  });

  it('P9.9: add up what is pulled, and what of it passes a NAT gateway, another zone’s, or an endpoint', () => {
    const meters = metersOf(HOUR_MS);
    meters.pulledFromEcr(100, 0, 0, 0);
    meters.pulledFromEcr(30, 0, 1, 6 * MINUTE_MS);
    meters.pulledFromElsewhere(20, 1, 1, 0);
    meters.pulledFromEcr(7, 2, 2, 0);
    meters.pulledFromEcr(5, NONE, 0, 0);
    expect([meters.ecrPulledMiB, meters.otherPulledMiB]).toEqual([142, 20]);
    expect(meters.gateways().map(({ name, processedMiB }) => [name, processedMiB])).toEqual([
      ['nat-a', 130],
      ['nat-b', 20],
      ['s3', 7],
    ]);
    expect(quantityOf(meters, 'natGatewayMiB')?.quantity).toBe(150);
    expect([...quantityOf(meters, 'natGatewayMiB')!.byBucket.subarray(0, 2)]).toEqual([120, 30]);
    expect(quantityOf(meters, 'crossZoneMiB')?.quantity).toBe(30);
    expect(quantityOf(meters, 'endpointMiB')?.quantity).toBe(7);
  });

  it('spread what is billed by the hour evenly over the run', () => {
    const { byBucket } = quantityOf(metersOf(12 * MINUTE_MS), 'natGatewayHours')!;
    for (const [bucket, share] of [5 / 12, 5 / 12, 2 / 12].entries()) expect(byBucket[bucket]).toBeCloseTo(share, 12);
  });
});
