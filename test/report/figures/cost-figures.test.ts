import { expect, it } from 'vitest';
import { ITEMS } from '../../../src/pricing/line-item.ts';
import { COST_FIGURES } from '../../../src/report/figures/cost-figures.ts';
import { summarise } from '../../../src/report/summary.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

const { cost, waste } = summarise(
  runOf([
    clusterResultOf(recordingOf({ pools: [ec2PoolOf()], workloads: [workloadOf()], ec2: [ec2MeterOf([3600, 3600])] })),
  ]),
);
const figure = (name: string) => COST_FIGURES.find((facts) => facts.name === name)?.read({ ...cost, waste });

it('every kind of line item is there, 0 where the bill has none', () => {
  expect(COST_FIGURES.filter(({ name }) => name.endsWith('UsdPerMonth'))).toHaveLength(ITEMS.length + 4);
  expect(figure('fargateVcpuUsdPerMonth')).toBe(0);
});

it('the line items add up to the cost per month', () => {
  const items = [figure('ec2InstanceUsdPerMonth')!, figure('ebsRootVolumeUsdPerMonth')!];
  expect(items.every((usd) => usd > 0)).toBe(true);
  expect(items[0]! + items[1]!).toBeCloseTo(cost.usdPerMonth, 5);
  expect(figure('usdPerMonth')).toBe(cost.usdPerMonth);
});

it('waste is in its parts', () => {
  expect(figure('wastedUsdPerMonth')).toBeCloseTo(
    figure('notReservedUsdPerMonth')! + figure('reservedNotUsedUsdPerMonth')!,
    5,
  );
});
