import { describe, expect, it } from 'vitest';
import { failureSchema } from '../../../src/scenario/schema/failures.ts';

const rate = (ratePerHour: unknown) => failureSchema.safeParse({ type: 'taskCrash', service: 'web', ratePerHour });

describe('failures of a scenario', () => {
  it('have rates an hour, as a number or in percent', () => {
    expect(rate('5%').data).toMatchObject({ ratePerHour: 0.05 });
    expect(rate(0.05).data).toMatchObject({ ratePerHour: 0.05 });
    expect(rate('250%').data).toMatchObject({ ratePerHour: 2.5 });
    for (const wrong of ['5', '0%', 0, -1, '-5%']) expect(rate(wrong).success, String(wrong)).toBe(false);
  });

  it('have a span: when, and how long', () => {
    const outage = { type: 'zoneOutage', availabilityZone: 'us-east-1a', at: '12h', for: '45m' };
    expect(failureSchema.parse(outage)).toMatchObject({ at: { afterMs: 43_200_000 }, for: 2_700_000 });
    expect(failureSchema.safeParse({ ...outage, for: undefined }).success).toBe(false);
  });
});
