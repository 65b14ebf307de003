import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumUsd } from '../../src/pricing/invoice.ts';
import { PRICING_TERMS } from '../../src/pricing/registry.ts';
import type { Ec2Meter, FargateMeter, QuantityMeter, UsageMeters } from '../../src/sim/record/recording.ts';
import { ec2MeterOf, ec2PoolOf, fargateMeterOf, fargatePoolOf, sheetRates } from '../recordings.ts';

const pools = [ec2PoolOf(), fargatePoolOf()];
const seconds = fc.array(fc.nat(3600), { minLength: 2, maxLength: 2 });

const ec2Meter: fc.Arbitrary<Ec2Meter> = fc
  .tuple(
    seconds,
    fc.record({
      instanceType: fc.constantFrom('m5.xlarge', 'c5.large', 'g4dn.xlarge'),
      operatingSystem: fc.constantFrom('linux' as const, 'windows' as const),
      purchaseOption: fc.constantFrom('on-demand' as const, 'spot' as const),
      rootVolumeGiB: fc.nat(200),
      rootVolumeType: fc.constantFrom('gp2' as const, 'gp3' as const),
      hasPublicIpv4: fc.boolean(),
    }),
  )
  .map(([byBucket, given]) => ec2MeterOf(byBucket, given));

const fargateMeter: fc.Arbitrary<FargateMeter> = fc
  .tuple(
    seconds,
    fc.record({
      architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
      capacity: fc.constantFrom('on-demand' as const, 'spot' as const),
      cpuUnits: fc.constantFrom(256, 1024, 16384),
      memoryMiB: fc.constantFrom(512, 4096, 122_880),
      ephemeralStorageGiB: fc.integer({ min: 20, max: 200 }),
      publicIpv4Seconds: fc.nat(7200),
    }),
  )
  .map(([byBucket, given]) => fargateMeterOf(byBucket, { pool: 1, ...given }));

const quantityMeter: fc.Arbitrary<QuantityMeter> = fc
  .record({
    kind: fc.constantFrom(
      'alarmSeconds' as const,
      'highResolutionAlarmSeconds' as const,
      'customMetricSeconds' as const,
      'enabledInsightMetricSeconds' as const,
      'enhancedInsightMetricSeconds' as const,
      'logMiB' as const,
      'natGatewayHours' as const,
      'natGatewayMiB' as const,
      'endpointHours' as const,
      'endpointMiB' as const,
      'crossZoneMiB' as const,
      'internetOutMiB' as const,
      'logStoredMiBSeconds' as const,
      'ecrMiBSeconds' as const,
    ),
    quantity: fc.nat(1_000_000),
    workload: fc.integer({ min: -1, max: 3 }),
  })
  .map((parts) => ({ ...parts, byBucket: Float64Array.of(parts.quantity, 0) }));

const usageMeters: fc.Arbitrary<UsageMeters> = fc.record({
  ec2: fc.array(ec2Meter, { maxLength: 4 }),
  fargate: fc.array(fargateMeter, { maxLength: 4 }),
  quantities: fc.array(quantityMeter, { maxLength: 4 }),
});

/** The same meters, run for longer. */
const longer = ({ ec2, fargate, quantities }: UsageMeters, factor: number): UsageMeters => ({
  ec2: ec2.map((meter) => ({ ...meter, instanceSeconds: meter.instanceSeconds * factor })),
  fargate: fargate.map((meter) => ({
    ...meter,
    taskSeconds: meter.taskSeconds * factor,
    publicIpv4Seconds: meter.publicIpv4Seconds * factor,
  })),
  quantities: quantities.map((meter) => ({ ...meter, quantity: meter.quantity * factor })),
});

describe.each(Object.entries(PRICING_TERMS))('pricing term %s', (key, term) => {
  const usd = (meters: UsageMeters, factor = 1) =>
    sumUsd(term.lineItems({ durationMs: 3_600_000, meters, pools }, sheetRates(factor)));

  it('has the name it is registered by', () => {
    expect(term.name).toBe(key);
  });

  it('bills nothing for nothing', () => {
    expect(
      term.lineItems({ durationMs: 3_600_000, meters: { ec2: [], fargate: [], quantities: [] }, pools }, sheetRates()),
    ).toEqual([]);
  });

  it('never falls as usage grows', () => {
    fc.assert(
      fc.property(usageMeters, fc.integer({ min: 1, max: 9 }), (meters, factor) => {
        expect(usd(longer(meters, factor))).toBeGreaterThanOrEqual(usd(meters));
        expect(usd({ ec2: meters.ec2, fargate: [], quantities: [] })).toBeLessThanOrEqual(usd(meters));
      }),
    );
  });

  it('scales with its rates', () => {
    fc.assert(
      fc.property(usageMeters, fc.constantFrom(2, 0.5, 4), (meters, factor) => {
        expect(usd(meters, factor)).toBeCloseTo(factor * usd(meters), 9);
      }),
    );
  });

  it('makes every amount of quantity and rate, and says where the rate is from', () => {
    fc.assert(
      fc.property(usageMeters, (meters) => {
        for (const item of term.lineItems({ durationMs: 3_600_000, meters, pools }, sheetRates())) {
          expect(item.amountUsd).toBe(item.quantity * item.rate.usd);
          expect(item.quantity).toBeGreaterThan(0);
          expect(item.rate.source).not.toBe('');
          const meter = meters[item.usage][item.meter]!;
          expect(item.pool).toBe('pool' in meter ? meter.pool : -1);
        }
      }),
    );
  });
});
