import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { HOURS_PER_MONTH } from '../../base/units.ts';
import { type PricingTerm, quantityItems } from '../line-item.ts';

/**
 * Metrics that are billed, by the month and hourly prorated: Container Insights, and metrics of a service at 20
 * seconds, which AWS bills as detailed monitoring (P9.8; the rate of a custom metric, unverified).
 */
export const cloudwatchMetrics: PricingTerm = {
  name: 'cloudwatch-metrics',
  lineItems: (usage, rates) => {
    const shared = { item: 'cloudwatch-metric', service: 'CloudWatch' } as const;
    const perUnit = 1 / (SECONDS_PER_HOUR * HOURS_PER_MONTH);
    const custom = rates.other('cloudwatch', 'custom-metric-first-10k');
    const enhanced = rates.other('cloudwatch', 'container-insights-enhanced');
    return [
      ...quantityItems(usage, 'customMetricSeconds', {
        ...shared,
        description: 'high-resolution metrics of services',
        rate: custom,
        perUnit,
      }),
      ...quantityItems(usage, 'enabledInsightMetricSeconds', {
        ...shared,
        description: 'Container Insights metrics',
        rate: custom,
        perUnit,
      }),
      ...quantityItems(usage, 'enhancedInsightMetricSeconds', {
        ...shared,
        description: 'Container Insights metrics, enhanced',
        rate: enhanced,
        perUnit,
      }),
    ];
  },
};
