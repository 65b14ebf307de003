import { z } from 'zod';
import { strictObject } from '../schema/strict-object.ts';
import { expectations } from '../schema-walk.ts';
import { containerDefinitionSchema } from './container-definition.ts';
import { placementConstraintSchema } from './placement.ts';

/** Operating systems of `runtimePlatform` (P1.16). */
export const OPERATING_SYSTEM_FAMILIES = [
  'LINUX',
  'WINDOWS_SERVER_2004_CORE',
  'WINDOWS_SERVER_2016_FULL',
  'WINDOWS_SERVER_2019_CORE',
  'WINDOWS_SERVER_2019_FULL',
  'WINDOWS_SERVER_2022_CORE',
  'WINDOWS_SERVER_2022_FULL',
  'WINDOWS_SERVER_2025_CORE',
  'WINDOWS_SERVER_2025_FULL',
  'WINDOWS_SERVER_20H2_CORE',
] as const;

/** What a task definition may ask to be checked against (P1.29). */
export const COMPATIBILITIES = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;

const cpuSize = z
  .union([z.string(), z.int()])
  .register(expectations, { expected: 'CPU units such as 1024, "1024" or "1 vCPU"' });
const memorySize = z
  .union([z.string(), z.int()])
  .register(expectations, { expected: 'memory such as 2048 (MiB), "2048" or "2 GB"' });

const volume = z.looseObject({
  name: z.string().optional(),
  host: z.looseObject({ sourcePath: z.string().optional() }).optional(),
});

/** The input of `register-task-definition`, as the API spells it; strict, for editors and scenarios. */
export const taskDefinitionSchema = strictObject(() => ({
  family: z.string().optional(),
  containerDefinitions: z.array(containerDefinitionSchema).min(1),
  cpu: cpuSize.optional(),
  memory: memorySize.optional(),
  networkMode: z.enum(['bridge', 'host', 'awsvpc', 'none', 'default']).optional(),
  requiresCompatibilities: z.array(z.enum(COMPATIBILITIES)).optional(),
  runtimePlatform: strictObject(() => ({
    cpuArchitecture: z.enum(['X86_64', 'ARM64']).optional(),
    operatingSystemFamily: z.enum(OPERATING_SYSTEM_FAMILIES).optional(),
  })).optional(),
  ephemeralStorage: strictObject(() => ({ sizeInGiB: z.int().min(21).max(200) })).optional(),
  placementConstraints: z.array(placementConstraintSchema).max(10).optional(),
  volumes: z.array(volume).optional(),
  executionRoleArn: z.string().optional(),
  taskRoleArn: z.string().optional(),
  pidMode: z.enum(['host', 'task']).optional(),
  ipcMode: z.enum(['host', 'task', 'none']).optional(),
  proxyConfiguration: z.looseObject({}).optional(),
  inferenceAccelerators: z.array(z.looseObject({})).optional(),
  enableFaultInjection: z.boolean().optional(),
  tags: z.array(z.looseObject({})).optional(),
  /** Read from `describe-task-definition`; a registration has none. */
  revision: z.int().min(1).optional(),
}));

/** A task definition as the API takes it, its keys already in camelCase. */
export type TaskDefinitionInput = z.output<typeof taskDefinitionSchema>;

/** Whether the definition asks for a Windows Server (P1.16). */
export function isWindows(input: TaskDefinitionInput): boolean {
  return input.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false;
}

/** Whether the Fargate checks apply: also beside EC2 (P1.13). */
export function isFargate(input: TaskDefinitionInput): boolean {
  return input.requiresCompatibilities?.includes('FARGATE') ?? false;
}

/** The text that ECS itself answers, for those who search for it. */
export function answer(message: string): string {
  return ` (ECS: "ClientException: ${message}")`;
}
