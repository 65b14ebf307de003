import { expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { fargateUsdPerHour, instanceUsdPerHour } from '../../../src/planner/bound/capacity-prices.ts';
import { definition, FARGATE, FARGATE_SPOT, template } from '../../sim/builders.ts';

const rates = rateCard('us-east-1');

it('P9.3, P9.6, P9.7: an m5.large with 30 GiB of gp3 and an address', () => {
  const usd = instanceUsdPerHour(template({ instanceType: 'm5.large', hasPublicIpv4: true }), rates);
  expect(usd).toBeCloseTo(0.096 + (30 * 0.08) / 730 + 0.005, 9);
});

it('P8.2 EX: 1 vCPU and 2 GB on Fargate cost 36.04 a month', () => {
  const task = definition({ fargateCpuUnits: 1024, fargateMemoryMiB: 2048 });
  expect(730 * fargateUsdPerHour(task, FARGATE, rates)).toBeCloseTo(36.04, 2);
});

it('Spot is no dearer than its own price says', () => {
  const onDemand = instanceUsdPerHour(template({ instanceType: 'm5.large', rootVolumeGiB: 0 }), rates);
  const spot = instanceUsdPerHour(
    template({ instanceType: 'm5.large', rootVolumeGiB: 0, purchaseOption: 'spot' }),
    rates,
  );
  expect(spot).toBe(rates.ec2Spot('m5.large')!.rate.usd);
  expect(spot).toBeLessThan(onDemand);
});

it('P8.3, P9.4: a commitment takes its part off what is on demand, and off nothing else', () => {
  const half = () => 0.5;
  const parts = { instanceType: 'm5.large', hasPublicIpv4: true } as const;
  const beside = (30 * 0.08) / 730 + 0.005;
  expect(instanceUsdPerHour(template(parts), rates, half)).toBeCloseTo(0.048 + beside, 9);
  const spot = template({ ...parts, purchaseOption: 'spot' });
  expect(instanceUsdPerHour(spot, rates, half)).toBe(instanceUsdPerHour(spot, rates));
  const task = definition({ fargateCpuUnits: 1024, fargateMemoryMiB: 2048 });
  expect(fargateUsdPerHour(task, FARGATE, rates, half)).toBeCloseTo(fargateUsdPerHour(task, FARGATE, rates) / 2, 12);
  expect(fargateUsdPerHour(task, FARGATE_SPOT, rates, half)).toBe(fargateUsdPerHour(task, FARGATE_SPOT, rates));
  const arm = (category: string) => (category === 'fargate-arm64' ? 0.5 : 0);
  expect(fargateUsdPerHour(task, FARGATE, rates, arm)).toBe(fargateUsdPerHour(task, FARGATE, rates));
});
