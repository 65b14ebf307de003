import { type PricingTerm, quantityItems } from '../line-item.ts';

/** A GB of logs is 1024 MiB (sheet, "Units"). */
const GB_PER_MIB = 1 / 1024;

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
