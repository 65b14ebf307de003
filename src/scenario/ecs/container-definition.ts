import { z } from 'zod';
import { strictObject } from '../schema/strict-object.ts';

/** Conditions under which a container may start (P1.19). */
export const CONTAINER_CONDITIONS = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const;

const port = z.int().min(0).max(65_535);
const userMap = z.record(z.string(), z.unknown());
const nameAndValue = strictObject(() => ({ name: z.string().optional(), value: z.string().optional() }));
const nameAndSource = strictObject(() => ({ name: z.string(), valueFrom: z.string() }));

const portMapping = strictObject(() => ({
  containerPort: port.optional(),
  hostPort: port.optional(),
  protocol: z.enum(['tcp', 'udp']).optional(),
  name: z.string().optional(),
  appProtocol: z.enum(['http', 'http2', 'grpc']).optional(),
  containerPortRange: z.string().optional(),
}));

/** Ranges of P1.22. */
const healthCheck = strictObject(() => ({
  command: z.array(z.string()).min(1),
  interval: z.int().min(5).max(300).optional(),
  timeout: z.int().min(2).max(60).optional(),
  retries: z.int().min(1).max(10).optional(),
  startPeriod: z.int().min(0).max(300).optional(),
}));

/** Ranges of P1.25. */
const restartPolicy = strictObject(() => ({
  enabled: z.boolean(),
  ignoredExitCodes: z.array(z.int()).max(50).optional(),
  restartAttemptPeriod: z.int().min(60).max(1800).optional(),
}));

const logConfiguration = strictObject(() => ({
  logDriver: z.enum(['json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'awsfirelens']),
  options: userMap.optional(),
  secretOptions: z.array(nameAndSource).optional(),
}));

/** One item of `containerDefinitions`, as the API spells it. Sizes in MiB and CPU units, times in seconds. */
export const containerDefinitionSchema = strictObject(() => ({
  name: z.string().optional(),
  image: z.string().optional(),
  cpu: z.int().min(0).optional(),
  memory: z.int().min(0).optional(),
  memoryReservation: z.int().min(0).optional(),
  essential: z.boolean().optional(),
  portMappings: z.array(portMapping).optional(),
  dependsOn: z
    .array(strictObject(() => ({ containerName: z.string(), condition: z.enum(CONTAINER_CONDITIONS) })))
    .optional(),
  startTimeout: z.int().min(0).optional(),
  stopTimeout: z.int().min(0).optional(),
  healthCheck: healthCheck.optional(),
  restartPolicy: restartPolicy.optional(),
  resourceRequirements: z
    .array(strictObject(() => ({ type: z.enum(['GPU', 'InferenceAccelerator']), value: z.string() })))
    .optional(),
  links: z.array(z.string()).optional(),
  mountPoints: z
    .array(
      strictObject(() => ({
        sourceVolume: z.string().optional(),
        containerPath: z.string().optional(),
        readOnly: z.boolean().optional(),
      })),
    )
    .optional(),
  volumesFrom: z
    .array(strictObject(() => ({ sourceContainer: z.string().optional(), readOnly: z.boolean().optional() })))
    .optional(),
  privileged: z.boolean().optional(),
  command: z.array(z.string()).optional(),
  entryPoint: z.array(z.string()).optional(),
  environment: z.array(nameAndValue).optional(),
  environmentFiles: z.array(strictObject(() => ({ value: z.string(), type: z.enum(['s3']) }))).optional(),
  secrets: z.array(nameAndSource).optional(),
  logConfiguration: logConfiguration.optional(),
  firelensConfiguration: strictObject(() => ({
    type: z.enum(['fluentd', 'fluentbit']),
    options: userMap.optional(),
  })).optional(),
  repositoryCredentials: strictObject(() => ({ credentialsParameter: z.string() })).optional(),
  linuxParameters: z.looseObject({}).optional(),
  ulimits: z.array(strictObject(() => ({ name: z.string(), softLimit: z.int(), hardLimit: z.int() }))).optional(),
  systemControls: z
    .array(strictObject(() => ({ namespace: z.string().optional(), value: z.string().optional() })))
    .optional(),
  dockerLabels: userMap.optional(),
  dockerSecurityOptions: z.array(z.string()).optional(),
  credentialSpecs: z.array(z.string()).optional(),
  dnsServers: z.array(z.string()).optional(),
  dnsSearchDomains: z.array(z.string()).optional(),
  extraHosts: z.array(strictObject(() => ({ hostname: z.string(), ipAddress: z.string() }))).optional(),
  disableNetworking: z.boolean().optional(),
  hostname: z.string().optional(),
  interactive: z.boolean().optional(),
  pseudoTerminal: z.boolean().optional(),
  readonlyRootFilesystem: z.boolean().optional(),
  user: z.string().optional(),
  versionConsistency: z.enum(['enabled', 'disabled']).optional(),
  workingDirectory: z.string().optional(),
}));

/** A container definition as the API takes it, its keys already in camelCase. */
export type ContainerDefinitionInput = z.output<typeof containerDefinitionSchema>;

/** When a container may start: once the named container has met the condition (P1.19). */
export interface ContainerDependency {
  readonly containerName: string;
  readonly condition: (typeof CONTAINER_CONDITIONS)[number];
}

/** A container health check with its defaults filled in; seconds and counts (P1.22). */
export interface HealthCheck {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

/** Restart in place; seconds (P1.25). */
export interface RestartPolicy {
  readonly restartAttemptPeriodSeconds: number;
  readonly ignoredExitCodes: readonly number[];
}

/** A published port; `hostPort` 0 means one of the dynamic range (P1.27). */
export interface PortMapping {
  readonly protocol: 'tcp' | 'udp';
  readonly containerPort: number;
  readonly hostPort: number;
}

/** One container of a task definition, normalised: units in the names, defaults filled in. */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  /** Reserved CPU units, 0 when left out (P1.6). */
  readonly cpuUnits: number;
  /** Hard limit (P1.6). */
  readonly memoryMiB?: number;
  /** Soft limit, what placement reserves when given (P1.6). */
  readonly memoryReservationMiB?: number;
  readonly essential: boolean;
  readonly gpuCount: number;
  readonly portMappings: readonly PortMapping[];
  /** It maps a containerPortRange besides. */
  readonly hasPortRange?: true;
  readonly dependsOn: readonly ContainerDependency[];
  readonly startTimeoutSeconds?: number;
  readonly stopTimeoutSeconds: number;
  readonly healthCheck?: HealthCheck;
  readonly restartPolicy?: RestartPolicy;
  readonly logDriver?: string;
  /** `valueFrom` of its secrets, those of its log driver and registry credentials: read before it starts (P1.30). */
  readonly secrets?: readonly string[];
  /** It reads its environment from files in S3. */
  readonly hasEnvironmentFiles?: true;
}

/** SIGTERM to SIGKILL when the definition does not say (P1.21). */
export const STOP_TIMEOUT_SECONDS_DEFAULT = 30;
const RESTART_ATTEMPT_PERIOD_DEFAULT = 300;

/** Fills in the defaults of a checked container definition. */
export function toContainerDefinition(input: ContainerDefinitionInput): ContainerDefinition {
  const healthCheck = toHealthCheck(input);
  const restartPolicy = toRestartPolicy(input);
  const secrets = secretsOf(input);
  return {
    name: input.name ?? '',
    image: input.image ?? '',
    cpuUnits: input.cpu ?? 0,
    ...(input.memory ? { memoryMiB: input.memory } : {}),
    ...(input.memoryReservation ? { memoryReservationMiB: input.memoryReservation } : {}),
    essential: input.essential ?? true,
    gpuCount: gpuCountOf(input),
    portMappings: (input.portMappings ?? []).flatMap(toPortMapping),
    ...(input.portMappings?.some((one) => one.containerPortRange !== undefined) ? { hasPortRange: true as const } : {}),
    dependsOn: input.dependsOn ?? [],
    ...(input.startTimeout === undefined ? {} : { startTimeoutSeconds: input.startTimeout }),
    stopTimeoutSeconds: input.stopTimeout ?? STOP_TIMEOUT_SECONDS_DEFAULT,
    ...(healthCheck === undefined ? {} : { healthCheck }),
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
    ...(input.logConfiguration === undefined ? {} : { logDriver: input.logConfiguration.logDriver }),
    ...(secrets.length === 0 ? {} : { secrets }),
    ...(input.environmentFiles?.length ? { hasEnvironmentFiles: true } : {}),
  };
}

function secretsOf({ secrets = [], logConfiguration, repositoryCredentials }: ContainerDefinitionInput): string[] {
  const named = [...secrets, ...(logConfiguration?.secretOptions ?? [])].map(({ valueFrom }) => valueFrom);
  return repositoryCredentials === undefined ? named : [...named, repositoryCredentials.credentialsParameter];
}

/** A `containerPortRange` is published on dynamic host ports (bridge) or on the task's own ENI (awsvpc): no mapping. */
function toPortMapping(input: z.output<typeof portMapping>): PortMapping[] {
  if (input.containerPort === undefined) return [];
  return [{ protocol: input.protocol ?? 'tcp', containerPort: input.containerPort, hostPort: input.hostPort ?? 0 }];
}

/** Whether the container has a health check; the command `["NONE"]` switches one off. */
export function hasHealthCheck(input: ContainerDefinitionInput): boolean {
  return input.healthCheck !== undefined && input.healthCheck.command[0] !== 'NONE';
}

/** Defaults of P1.22. */
function toHealthCheck(input: ContainerDefinitionInput): HealthCheck | undefined {
  const check = input.healthCheck;
  if (check === undefined || !hasHealthCheck(input)) return undefined;
  return {
    intervalSeconds: check.interval ?? 30,
    timeoutSeconds: check.timeout ?? 5,
    retries: check.retries ?? 3,
    startPeriodSeconds: check.startPeriod ?? 0,
  };
}

function toRestartPolicy(input: ContainerDefinitionInput): RestartPolicy | undefined {
  if (input.restartPolicy?.enabled !== true) return undefined;
  return {
    restartAttemptPeriodSeconds: input.restartPolicy.restartAttemptPeriod ?? RESTART_ATTEMPT_PERIOD_DEFAULT,
    ignoredExitCodes: input.restartPolicy.ignoredExitCodes ?? [],
  };
}

function gpuCountOf(input: ContainerDefinitionInput): number {
  const gpus = (input.resourceRequirements ?? []).filter((requirement) => requirement.type === 'GPU');
  return gpus.reduce((sum, requirement) => sum + Number(requirement.value), 0);
}
