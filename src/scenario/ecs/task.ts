import { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Checked, checkSubject } from '../issues.ts';
import type { LaunchType } from './service.ts';
import { LAUNCH_TYPES } from './service-schema.ts';
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts';
import { respell } from './spelling.ts';
import { timestampSchema, toEpochMs } from './timestamp.ts';
import { readAll } from './wrappers.ts';

const taskSchema = z.looseObject({
  taskArn: z.string().min(1),
  taskDefinitionArn: z.string().optional(),
  containerInstanceArn: z.string().optional(),
  capacityProviderName: z.string().optional(),
  availabilityZone: z.string().optional(),
  group: z.string().optional(),
  startedBy: z.string().optional(),
  lastStatus: z.string().optional(),
  desiredStatus: z.string().optional(),
  launchType: z.enum(LAUNCH_TYPES).optional(),
  cpu: z.string().optional(),
  memory: z.string().optional(),
  createdAt: timestampSchema.optional(),
  startedAt: timestampSchema.optional(),
  attachments: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});

type TaskInput = z.output<typeof taskSchema>;

/** A task as `describe-tasks` shows it. */
export interface Task {
  readonly taskArn: string;
  readonly taskDefinitionArn?: string;
  /** Absent on Fargate and while the task waits for capacity. */
  readonly containerInstanceArn?: string;
  readonly capacityProviderName?: string;
  readonly availabilityZone?: string;
  /** `service:<name>` for a service's task, `family:<family>` or a name for a standalone one (P3.21). */
  readonly group?: string;
  readonly startedBy?: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly launchType?: LaunchType;
  readonly cpuUnits?: number;
  readonly memoryMiB?: number;
  /** True with network mode awsvpc: it holds an ENI slot of its container instance (P2.7). */
  readonly hasEni: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly createdAtMs?: number;
  /** Milliseconds since 1970 UTC. */
  readonly startedAtMs?: number;
}

/** Reads the output of `aws ecs describe-tasks` or `run-task`, with or without its wrapper, or an EventBridge event. */
export function readTasks(document: SourceDocument, path: DocumentPath = []): Checked<readonly Task[]> {
  return readAll({ document, kind: 'task', path }, (subject) => {
    const checked = checkSubject(taskSchema, respell(subject, taskSchema, 'aws'), () => []);
    return checked.value === undefined ? checked : { value: toTask(checked.value), issues: [] };
  });
}

function toTask(input: TaskInput): Task {
  const cpuUnits = input.cpu === undefined ? undefined : parseCpuUnits(input.cpu);
  const memoryMiB = input.memory === undefined ? undefined : parseMemoryMiB(input.memory);
  const createdAtMs = input.createdAt === undefined ? undefined : toEpochMs(input.createdAt);
  const startedAtMs = input.startedAt === undefined ? undefined : toEpochMs(input.startedAt);
  return {
    taskArn: input.taskArn,
    ...textFields(input),
    lastStatus: input.lastStatus ?? 'RUNNING',
    desiredStatus: input.desiredStatus ?? 'RUNNING',
    hasEni: (input.attachments ?? []).some(({ type }) => type === 'ElasticNetworkInterface'),
    ...(input.launchType === undefined ? {} : { launchType: input.launchType }),
    ...(cpuUnits === undefined ? {} : { cpuUnits }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    ...(createdAtMs === undefined ? {} : { createdAtMs }),
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
  };
}

const TEXT_FIELDS = [
  'taskDefinitionArn',
  'containerInstanceArn',
  'capacityProviderName',
  'availabilityZone',
  'group',
  'startedBy',
] as const;

function textFields(input: TaskInput): Partial<Record<(typeof TEXT_FIELDS)[number], string>> {
  return Object.fromEntries(TEXT_FIELDS.flatMap((field) => (input[field] ? [[field, input[field]]] : [])));
}
