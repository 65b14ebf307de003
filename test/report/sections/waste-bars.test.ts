import { describe, expect, it } from 'vitest';
import { WASTE_PARTS, wasteChart } from '../../../src/report/sections/waste-bars.ts';

const costOf = (usdPerMonth: number) => ({ usd: usdPerMonth / 100, usdPerMonth, sharePercent: 0 });
const parts = {
  used: costOf(10),
  useUnknown: costOf(5),
  reservedNotUsed: costOf(20),
  notReserved: costOf(40),
  wasted: costOf(60),
};

describe('the bars of waste', () => {
  it('are as long as the cost, in its four parts', () => {
    const { segments } = wasteChart('Cost', [{ label: 'general', usdPerMonth: 75, waste: parts }]).datasets;
    expect(Math.max(...(segments.high as number[]))).toBe(75);
    expect(segments.segment).toEqual(WASTE_PARTS.map(({ label }) => label));
  });
});
