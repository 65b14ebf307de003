import { describe, expect, it } from 'vitest';
import { priced } from '../../src/pricing/line-item.ts';

const item = {
  item: 'public-ipv4',
  service: 'VPC',
  description: 'public IPv4 addresses',
  rate: { usd: 0.005, unit: 'hour', source: 'sheet', asOf: null, estimate: false },
  usage: 'ec2',
  meter: 0,
  pool: 0,
  workload: -1,
} as const;

describe('priced', () => {
  it('is quantity times rate, not rounded', () => {
    expect(priced({ ...item, quantity: 1 / 3 })).toEqual([{ ...item, quantity: 1 / 3, amountUsd: (1 / 3) * 0.005 }]);
  });

  it('bills no line where nothing was used', () => {
    expect(priced({ ...item, quantity: 0 })).toEqual([]);
  });
});
