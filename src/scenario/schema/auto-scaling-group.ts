/** What a scenario says of an Auto Scaling group in the words of EC2 Auto Scaling, and what only a scenario knows. */

import { z } from 'zod';
import { secondsDistributionSchema } from './distribution.ts';
import { strictObject } from './strict-object.ts';
import { durationMs, instant, secondsMs } from './values.ts';

const size = z.int().min(0);

const mixedInstancesPolicy = strictObject(() => ({
  launchTemplate: strictObject(() => ({
    launchTemplateSpecification: z.looseObject({}).optional(),
    overrides: z
      .array(
        strictObject(() => ({
          instanceType: z.string().describe('An EC2 instance type, such as m6i.xlarge.'),
          weightedCapacity: z.string().optional().describe('Capacity providers do not support weights.'),
        })),
      )
      .min(1)
      .describe('Instance types, the most preferred first.'),
  })).describe('What is launched.'),
  instancesDistribution: strictObject(() => ({
    onDemandAllocationStrategy: z
      .enum(['prioritized', 'lowest-price'])
      .optional()
      .describe('By the order of the overrides (default), or by price.'),
    onDemandBaseCapacity: size.optional().describe('Instances on demand before any Spot. Default 0.'),
    onDemandPercentageAboveBaseCapacity: size.max(100).optional().describe('Of the rest. Default 100.'),
    spotAllocationStrategy: z
      .enum(['lowest-price', 'price-capacity-optimized', 'capacity-optimized', 'capacity-optimized-prioritized'])
      .optional()
      .describe('By price (default), or, where it asks for capacity alone, by the order of the overrides.'),
    spotInstancePools: z.int().min(1).optional(),
    spotMaxPrice: z.string().optional(),
  })).optional(),
})).describe('Several instance types, and on demand beside Spot, as EC2 Auto Scaling takes it.');

const warmPool = strictObject(() => ({
  minSize: size.optional().describe('Instances in the pool at least. Default 0.'),
  maxGroupPreparedCapacity: size.optional().describe('Group and pool together. Default: the maxSize.'),
  poolState: z.enum(['Stopped', 'Running', 'Hibernated']).optional().describe('Default Stopped.'),
  instanceReusePolicy: strictObject(() => ({ reuseOnScaleIn: z.boolean().optional() })).optional(),
  startSeconds: secondsDistributionSchema
    .optional()
    .describe('From the call until an instance of the pool has booted. Default uniform 15 to 30, running ones 0.'),
})).describe('Instances kept ready, as put-warm-pool takes it; a stopped one costs its volume alone.');

const updates = z
  .array(
    strictObject(() => ({
      at: instant.describe('When update-auto-scaling-group is called.'),
      minSize: size.optional(),
      maxSize: size.optional(),
      desiredCapacity: size.optional(),
    })),
  )
  .describe('Changes of the group during the run, by hand or by schedule.');

const capacityUnavailable = z
  .array(
    strictObject(() => ({
      instanceType: z.string().optional().describe('Default: every type of the group.'),
      availabilityZone: z.string().optional().describe('Default: every zone of the group.'),
      purchaseOption: z.enum(['on-demand', 'spot']).optional().describe('Default: both.'),
      from: instant.optional().describe('Default: the start.'),
      to: instant.optional().describe('Default: the end.'),
    })),
  )
  .describe('When EC2 has no capacity to launch: the next type and the next zone are tried.');

const remedies = strictObject(() => ({
  drainAndRepack: strictObject(() => ({
    every: durationMs.describe('How often the emptiest instance is looked for, such as 15m.'),
  }))
    .optional()
    .describe('Drains the emptiest instance whose tasks fit elsewhere, and makes the group one smaller.'),
  lowAlarmMinutes: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('Minutes below the target before scale-in. ECS has 15 and offers no other: a what-if.'),
  spotFallsBackToOnDemand: z
    .boolean()
    .optional()
    .describe('Launches on demand while there is no Spot capacity. EC2 Auto Scaling does not: a what-if.'),
})).describe('Remedies against a cluster that stays too large, or that finds no Spot capacity.');

/** Fields of `autoScalingGroupProvider` about the group's size over time. */
export const groupShape = {
  mixedInstancesPolicy: mixedInstancesPolicy.optional(),
  warmPool: warmPool.optional(),
  updates: updates.optional(),
  capacityUnavailable: capacityUnavailable.optional(),
  remedies: remedies.optional(),
  instanceLaunchSeconds: secondsDistributionSchema
    .optional()
    .describe('From launch until an instance has booted. Default uniform 30 to 120.'),
  agentRegistrationSeconds: secondsDistributionSchema
    .optional()
    .describe('From boot until the ECS agent has registered. Default uniform 10 to 30.'),
  alarmDelaySeconds: secondsMs
    .refine((ms) => ms < 60_000, 'less than a minute')
    .optional()
    .describe('From the end of a minute until managed scaling’s alarms see its datapoint. Default 30.'),
  drainTimeout: durationMs
    .optional()
    .describe('How long an instance drains before it is terminated at the latest. Default 48h.'),
} as const;
