import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { HOURS_PER_MONTH } from '../../base/units.ts';
import { type PricingTerm, quantityItems } from '../line-item.ts';

/** A high-resolution alarm costs as much as three standard ones (P9.8). */
const STANDARD_PER_HIGH_RESOLUTION = 3;

/** CloudWatch alarms by the month, hourly prorated: two for each policy of target tracking (P6.3, P9.8). */
export const cloudwatchAlarms: PricingTerm = {
  name: 'cloudwatch-alarms',
  lineItems: (usage, rates) => {
    const rate = rates.other('cloudwatch', 'alarm-standard');
    const months = 1 / (SECONDS_PER_HOUR * HOURS_PER_MONTH);
    return [
      ...quantityItems(usage, 'alarmSeconds', {
        item: 'cloudwatch-alarm',
        service: 'CloudWatch',
        description: 'alarms',
        rate,
        perUnit: months,
      }),
      ...quantityItems(usage, 'highResolutionAlarmSeconds', {
        item: 'cloudwatch-alarm',
        service: 'CloudWatch',
        description: 'high-resolution alarms, each as three',
        rate,
        perUnit: STANDARD_PER_HIGH_RESOLUTION * months,
      }),
    ];
  },
};
