import { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import type { Fault } from '../fault.ts';
import { type Checked, checkSubject } from '../issues.ts';
import { respell } from './spelling.ts';
import { timestampSchema, toEpochMs } from './timestamp.ts';
import { readAll } from './wrappers.ts';

const resource = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  integerValue: z.int().optional(),
  longValue: z.int().optional(),
  stringSetValue: z.array(z.string()).optional(),
});

/** Statuses of a container instance (P2.9). */
export const CONTAINER_INSTANCE_STATUSES = [
  'ACTIVE',
  'DRAINING',
  'REGISTERING',
  'DEREGISTERING',
  'REGISTRATION_FAILED',
  'INACTIVE',
] as const;

const containerInstanceSchema = z.looseObject({
  containerInstanceArn: z.string().min(1),
  ec2InstanceId: z.string().optional(),
  capacityProviderName: z.string().optional(),
  status: z.enum(CONTAINER_INSTANCE_STATUSES).optional(),
  agentConnected: z.boolean().optional(),
  registeredAt: timestampSchema.optional(),
  versionInfo: z.looseObject({ agentVersion: z.string().optional() }).optional(),
  runningTasksCount: z.int().min(0).optional(),
  pendingTasksCount: z.int().min(0).optional(),
  registeredResources: z.array(resource),
  remainingResources: z.array(resource),
  attributes: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
});

type ContainerInstanceInput = z.output<typeof containerInstanceSchema>;

/** Resources of a container instance (P2.5). The port lists hold the ports that are taken, not those left. */
export interface InstanceResources {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly tcpPorts: readonly number[];
  readonly udpPorts: readonly number[];
  readonly gpuIds: readonly string[];
}

/** A built-in or custom attribute; one without a value has the empty text (P2.10, P2.11). */
export interface InstanceAttribute {
  readonly name: string;
  readonly value: string;
}

/** A container instance as `describe-container-instances` shows it. */
export interface ContainerInstance {
  readonly containerInstanceArn: string;
  readonly ec2InstanceId?: string;
  readonly capacityProviderName?: string;
  readonly status: (typeof CONTAINER_INSTANCE_STATUSES)[number];
  readonly agentConnected: boolean;
  readonly agentVersion?: string;
  /** Milliseconds since 1970 UTC. */
  readonly registeredAtMs?: number;
  readonly runningTasksCount: number;
  readonly pendingTasksCount: number;
  readonly registered: InstanceResources;
  readonly remaining: InstanceResources;
  readonly attributes: readonly InstanceAttribute[];
}

/**
 * Reads the output of `aws ecs describe-container-instances`, with or without its wrapper, or an EventBridge event of
 * one. `status` ACTIVE and a connected agent are assumed where the JSON leaves them out.
 */
export function readContainerInstances(
  document: SourceDocument,
  path: DocumentPath = [],
): Checked<readonly ContainerInstance[]> {
  return readAll({ document, kind: 'container instance', path }, (subject) => {
    const spelled = respell(subject, containerInstanceSchema, 'aws');
    const checked = checkSubject(containerInstanceSchema, spelled, resourceFaults);
    return checked.value === undefined ? checked : { value: toContainerInstance(checked.value), issues: [] };
  });
}

/** Every instance registers CPU and MEMORY (P2.1, P2.2), each as a number. */
function resourceFaults(input: ContainerInstanceInput): Fault[] {
  return (['registeredResources', 'remainingResources'] as const).flatMap((key) =>
    ['CPU', 'MEMORY'].flatMap((name) => {
      const found = input[key].find((candidate) => candidate.name === name);
      if (found?.integerValue !== undefined || found?.longValue !== undefined) return [];
      return [{ path: [key], found: `no ${name}`, expected: `a resource ${name} with an integerValue` }];
    }),
  );
}

function toContainerInstance(input: ContainerInstanceInput): ContainerInstance {
  const registeredAtMs = input.registeredAt === undefined ? undefined : toEpochMs(input.registeredAt);
  const agentVersion = input.versionInfo?.agentVersion;
  return {
    containerInstanceArn: input.containerInstanceArn,
    ...(input.ec2InstanceId ? { ec2InstanceId: input.ec2InstanceId } : {}),
    ...(input.capacityProviderName ? { capacityProviderName: input.capacityProviderName } : {}),
    status: input.status ?? 'ACTIVE',
    agentConnected: input.agentConnected ?? true,
    ...(agentVersion ? { agentVersion } : {}),
    ...(registeredAtMs === undefined ? {} : { registeredAtMs }),
    runningTasksCount: input.runningTasksCount ?? 0,
    pendingTasksCount: input.pendingTasksCount ?? 0,
    registered: toResources(input.registeredResources),
    remaining: toResources(input.remainingResources),
    attributes: (input.attributes ?? []).map(({ name, value }) => ({ name, value: value ?? '' })),
  };
}

function toResources(resources: readonly z.output<typeof resource>[]): InstanceResources {
  const named = (name: string) => resources.find((candidate) => candidate.name === name);
  const amount = (name: string) => named(name)?.integerValue ?? named(name)?.longValue ?? 0;
  const ports = (name: string) => (named(name)?.stringSetValue ?? []).map(Number);
  return {
    cpuUnits: amount('CPU'),
    memoryMiB: amount('MEMORY'),
    tcpPorts: ports('PORTS'),
    udpPorts: ports('PORTS_UDP'),
    gpuIds: named('GPU')?.stringSetValue ?? [],
  };
}
