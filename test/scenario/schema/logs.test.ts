import { expect, it } from 'vitest';
import { logsSchema, retentionMs } from '../../../src/scenario/schema/logs.ts';

it('P9.8: logs are kept for ever, or as many days as the log group says', () => {
  expect(retentionMs(undefined)).toBeNull();
  expect(retentionMs(logsSchema.parse({ mibPerHour: 1 }))).toBeNull();
  expect(retentionMs(logsSchema.parse({ mibPerHour: 1, retentionDays: 7 }))).toBe(7 * 86_400_000);
  expect(logsSchema.safeParse({ mibPerHour: 1, retentionDays: 0 }).success).toBe(false);
});
