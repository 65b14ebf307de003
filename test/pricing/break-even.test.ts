import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEven } from '../../src/pricing/break-even.ts';

/** us-east-1: m5.xlarge, Linux/X86_64 on Fargate. */
const M5_XLARGE = 0.192;
const VCPU = 0.04048;
const GB = 0.004445;

describe('EC2 or Fargate', () => {
  it('P9.10 EX: 1 vCPU and 3.75 GiB: four on an m5.xlarge are $0.048 a task and hour, Fargate needs 4 GB: EC2 wins by 17.6 %', () => {
    const prices = { instanceUsdPerHour: M5_XLARGE, tasksPerInstance: 4, fargateUsdPerHour: VCPU + 4 * GB };
    const { ec2UsdPerTaskHour, density, hoursPerDay, firstTasks } = breakEven(prices);
    expect(ec2UsdPerTaskHour).toBeCloseTo(0.048, 10);
    expect(1 - ec2UsdPerTaskHour / prices.fargateUsdPerHour).toBeCloseTo(0.176, 3);
    expect(density).toBeCloseTo(0.824, 3);
    expect(hoursPerDay).toBeCloseTo(19.8, 1);
    expect(firstTasks).toBe(4);
  });

  it('P9.10 EX: 1 vCPU and 4 GiB: three on an m5.xlarge are $0.064, Fargate is $0.05826: EC2 never wins', () => {
    const prices = { instanceUsdPerHour: M5_XLARGE, tasksPerInstance: 3, fargateUsdPerHour: VCPU + 4 * GB };
    expect(breakEven(prices)).toMatchObject({
      ec2UsdPerTaskHour: expect.closeTo(0.064, 10),
      firstTasks: null,
      alwaysTasks: null,
    });
    expect(breakEven(prices).density).toBeGreaterThan(1);
  });

  it('changes where counting says so, for any prices and sizes', () => {
    const cents = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 20 }), (instance, fargate, tasksPerInstance) => {
        const { firstTasks, alwaysTasks } = breakEven({
          instanceUsdPerHour: instance,
          tasksPerInstance,
          fargateUsdPerHour: fargate,
        });
        const wins = (k: number) => Math.ceil(k / tasksPerInstance) * instance <= k * fargate;
        const counts = Array.from({ length: 9000 }, (_, index) => index + 1);
        const first = counts.find(wins) ?? null;
        expect(firstTasks).toBe(first);
        if (alwaysTasks === null) {
          // However many there are, one more loses.
          expect(wins(8000 * tasksPerInstance + 1) && tasksPerInstance > 1).toBe(false);
        } else if (alwaysTasks < 8000) {
          expect(counts.filter((k) => k >= alwaysTasks).every(wins)).toBe(true);
          expect(alwaysTasks === 1 || !wins(alwaysTasks - 1)).toBe(true);
        }
      }),
    );
  });
});
