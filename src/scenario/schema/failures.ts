import { z } from 'zod';
import { expectations } from '../schema-walk.ts';
import { percentage } from './expect.ts';
import { strictObject } from './strict-object.ts';
import { durationMs, instant, positive } from './values.ts';

const RATE = 'a rate such as 5% or 0.05 an hour';

/** Expected ends per hour of life: `5%` and 0.05 are the same. */
const perHour = z
  .union([
    positive,
    z
      .string()
      .regex(/^\s*\d+(?:\.\d+)?\s*%\s*$/)
      .refine((text) => Number.parseFloat(text) > 0)
      .register(expectations, { expected: RATE }),
  ])
  .register(expectations, { expected: RATE })
  .transform((rate) => (typeof rate === 'number' ? rate : Number.parseFloat(rate) / 100));

/** A share with its sign; read as a fraction. */
const share = percentage.transform((percent) => percent / 100);

const at = instant.describe('When: a duration since the start, or a calendar time.');
const span = { at, for: durationMs.describe('How long, such as 45m.') };
const group = z.string().min(1).describe('Name of an Auto Scaling group’s capacity provider. Default: all of them.');

/** An entry of `failures`. */
export const failureSchema = z
  .discriminatedUnion('type', [
    strictObject(() => ({ type: z.literal('zoneOutage'), availabilityZone: z.string(), ...span })).describe(
      'All container instances and Fargate tasks of the zone end, and none start there meanwhile; its NAT gateways and ' +
        'load balancer nodes are down.',
    ),
    strictObject(() => ({
      type: z.literal('instanceFailure'),
      capacityProvider: group.optional(),
      ratePerHour: perHour.optional().describe('At random: expected failures per instance and hour, such as 0.1%.'),
      at: at.optional(),
      count: z.int().min(1).optional().describe('At an instant: how many container instances fail. Default 1.'),
    })).describe('Container instances end without notice, at random or at an instant.'),
    strictObject(() => ({
      type: z.literal('spotInterruption'),
      capacityProvider: z
        .string()
        .min(1)
        .optional()
        .describe('Name of a capacity provider of Spot instances, or FARGATE_SPOT. Default: all of them.'),
      ratePerHour: perHour
        .optional()
        .describe(
          'Expected interruptions per instance, or per task of FARGATE_SPOT, and hour, such as 5%. Default: from ' +
            'the catalog; of Fargate Spot nothing is published.',
        ),
      withoutNotice: share
        .optional()
        .describe('Share of which ECS gets no notice, such as 10%: terminations by capacity rebalancing. Default 0%.'),
    })).describe('Spot capacity is taken back, with two minutes’ notice.'),
    strictObject(() => ({
      type: z.literal('agentDisconnected'),
      capacityProvider: group.optional(),
      share: share.optional().describe('Share of the container instances, such as 50%. Default 100%.'),
      ...span,
    })).describe('Agents lose their connection: tasks go on, none are placed there (AGENT).'),
    strictObject(() => ({
      type: z.literal('taskCrash'),
      service: z.string().min(1).describe('Name of the service.'),
      ratePerHour: perHour.describe('Expected crashes per task and hour, such as 1%.'),
      exitCode: z.int().min(0).max(255).optional().describe('Default 1.'),
    })).describe('The essential container of a task exits, at random.'),
    strictObject(() => ({
      type: z.literal('fargateRetirement'),
      at: at.describe('When AWS announces it. What is created from then on runs on a newer revision.'),
      waitDays: z
        .literal([0, 7, 14])
        .optional()
        .describe('fargateTaskRetirementWaitPeriod of the account: from then until tasks are replaced. Default 7.'),
    })).describe(
      'Fargate retires a platform revision: service tasks on it are replaced under minimum and maximum percent, ' +
        'standalone ones are stopped.',
    ),
    strictObject(() => ({ type: z.literal('registryUnavailable'), ...span })).describe(
      'The image registry does not answer: pulls fail with CannotPullContainerError.',
    ),
    strictObject(() => ({
      type: z.literal('capacityUnavailable'),
      capacityProvider: z
        .string()
        .min(1)
        .optional()
        .describe('Name of a capacity provider, or FARGATE or FARGATE_SPOT.'),
      instanceType: z.string().min(1).optional().describe('Only of this EC2 instance type.'),
      availabilityZone: z.string().optional().describe('Only in this zone.'),
      ...span,
    })).describe(
      'EC2 or Fargate has no capacity. At least one of capacityProvider, instanceType and availabilityZone.',
    ),
  ])
  .describe('Something that goes wrong.');

/** An entry of `failures`, its values read. */
export type FailureSetting = z.output<typeof failureSchema>;
