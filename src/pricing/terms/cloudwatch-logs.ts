import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { HOURS_PER_MONTH } from '../../base/units.ts';
import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** What lies in a log group is billed compressed; to about so much of what was written (model, unverified). */
const STORED_PORTION = 0.15;

/** Logs that tasks write, by the GB ingested, and what of them is kept, by the GB and month (P9.8). */
export const cloudwatchLogs: PricingTerm = {
  name: 'cloudwatch-logs',
  lineItems: (usage, rates) => [
    ...quantityItems(usage, 'logMiB', {
      item: 'cloudwatch-logs',
      service: 'CloudWatch',
      description: 'logs ingested',
      rate: rates.other('cloudwatch', 'logs-ingestion-standard'),
      perUnit: GB_PER_MIB,
    }),
    ...quantityItems(usage, 'logStoredMiBSeconds', {
      item: 'cloudwatch-logs-storage',
      service: 'CloudWatch',
      description: 'logs kept, compressed',
      rate: rates.other('cloudwatch', 'logs-storage'),
      perUnit: (GB_PER_MIB * STORED_PORTION) / (SECONDS_PER_HOUR * HOURS_PER_MONTH),
    }),
  ],
};
