import type { PricingTerm } from './line-item.ts';
import { cloudwatchAlarms } from './terms/cloudwatch-alarms.ts';
import { cloudwatchLogs } from './terms/cloudwatch-logs.ts';
import { cloudwatchMetrics } from './terms/cloudwatch-metrics.ts';
import { crossZoneData } from './terms/cross-zone-data.ts';
import { ebsRootVolumes } from './terms/ebs-root-volumes.ts';
import { ec2Instances } from './terms/ec2-instances.ts';
import { ecrStorage } from './terms/ecr-storage.ts';
import { ecsManagedInstances } from './terms/ecs-managed-instances.ts';
import { fargate } from './terms/fargate.ts';
import { interfaceEndpoints } from './terms/interface-endpoints.ts';
import { internetData } from './terms/internet-data.ts';
import { loadBalancers } from './terms/load-balancers.ts';
import { natGateways } from './terms/nat-gateways.ts';
import { publicIpv4 } from './terms/public-ipv4.ts';

/** Every pricing term, in the order of the bill. */
export const PRICING_TERMS = {
  'ec2-instances': ec2Instances,
  'ecs-managed-instances': ecsManagedInstances,
  'ebs-root-volumes': ebsRootVolumes,
  fargate,
  'public-ipv4': publicIpv4,
  'nat-gateways': natGateways,
  'interface-endpoints': interfaceEndpoints,
  'cross-zone-data': crossZoneData,
  'internet-data': internetData,
  'ecr-storage': ecrStorage,
  'load-balancers': loadBalancers,
  'cloudwatch-alarms': cloudwatchAlarms,
  'cloudwatch-metrics': cloudwatchMetrics,
  'cloudwatch-logs': cloudwatchLogs,
} as const satisfies Record<string, PricingTerm>;
