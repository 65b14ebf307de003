import { describe, expect, it } from 'vitest';
import { publicIpv4 } from '../../../src/pricing/terms/public-ipv4.ts';
import { ec2MeterOf, ec2PoolOf, fargateMeterOf, fargatePoolOf, sheetRates } from '../../recordings.ts';

describe('public IPv4', () => {
  it('P9.6: an address costs $0.005 per hour, on an instance for its life, on Fargate while it is held', () => {
    const meters = {
      ec2: [ec2MeterOf([7200], { hasPublicIpv4: true })],
      fargate: [fargateMeterOf([3600], { pool: 1, workload: 2, publicIpv4Seconds: 1800 })],
      quantities: [],
    };
    const items = publicIpv4.lineItems(
      { durationMs: 3_600_000, pools: [ec2PoolOf(), fargatePoolOf()], meters },
      sheetRates(),
    );
    expect(items.map(({ amountUsd }) => amountUsd)).toEqual([0.01, 0.0025]);
    expect(items.map(({ pool, workload }) => [pool, workload])).toEqual([
      [0, -1],
      [1, 2],
    ]);
  });

  it('costs nothing without an address', () => {
    const meters = { ec2: [ec2MeterOf([7200])], fargate: [fargateMeterOf([3600])], quantities: [] };
    expect(
      publicIpv4.lineItems({ durationMs: 3_600_000, pools: [ec2PoolOf(), fargatePoolOf()], meters }, sheetRates()),
    ).toEqual([]);
  });
});
