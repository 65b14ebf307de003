import type { PricingTerm } from './line-item.ts';
import { cloudwatchAlarms } from './terms/cloudwatch-alarms.ts';
import { cloudwatchLogs } from './terms/cloudwatch-logs.ts';
import { cloudwatchMetrics } from './terms/cloudwatch-metrics.ts';
import { ebsRootVolumes } from './terms/ebs-root-volumes.ts';
import { ec2Instances } from './terms/ec2-instances.ts';
import { fargate } from './terms/fargate.ts';
import { publicIpv4 } from './terms/public-ipv4.ts';

/** Every pricing term, in the order of the bill. */
export const PRICING_TERMS = {
  'ec2-instances': ec2Instances,
  'ebs-root-volumes': ebsRootVolumes,
  fargate,
  'public-ipv4': publicIpv4,
  'cloudwatch-alarms': cloudwatchAlarms,
  'cloudwatch-metrics': cloudwatchMetrics,
  'cloudwatch-logs': cloudwatchLogs,
} as const satisfies Record<string, PricingTerm>;
