import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** Logs that tasks write, by the GB ingested (P9.8). What is stored costs little beside it and is left out. */
export const cloudwatchLogs: PricingTerm = {
  name: 'cloudwatch-logs',
  lineItems: (usage, rates) =>
    quantityItems(usage, 'logMiB', {
      item: 'cloudwatch-logs',
      service: 'CloudWatch',
      description: 'logs ingested',
      rate: rates.other('cloudwatch', 'logs-ingestion-standard'),
      perUnit: GB_PER_MIB,
    }),
};
