/** Whether the start of a task definition goes well from each place, and what its pulls cost (P1.30, P12.5, P12.6). */

import { NONE } from '../../base/units.ts';
import type { StartPathsInput } from '../../sim/state/input/network.ts';
import * as failures from '../../sim/state/start-failures.ts';
import { type StartNeeds, startNeeds } from '../ecs/start-needs.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import { INSTANCES_PRINCIPAL, type Role, roleName, type ScenarioNetwork, TASKS_PRINCIPAL } from '../network.ts';
import { type Place, type Way, wayToInternet, wayToService } from './reachability.ts';

/** From where the agent asks for a task, and as whom. */
export interface StartPlace extends Place {
  /** The instance role; undefined on Fargate, null where nobody named one. */
  readonly instanceRole: string | null | undefined;
}

/** A definition of a workload, its row, and the places its tasks may start in. */
export interface StartUse {
  readonly taskDefinition: TaskDefinition;
  readonly row: number;
  readonly places: readonly StartPlace[];
}

/** What the compiler looks up. */
export interface StartContext {
  readonly network: ScenarioNetwork;
  readonly region: string;
  /** Names in the order of their rows. */
  readonly natGateways: readonly string[];
  readonly endpoints: readonly string[];
  /** The network without the zones that are out together, for each such set. */
  readonly without: readonly ScenarioNetwork[];
}

/** The paths of a definition; undefined where everything starts and nothing of it is billed by the GB. */
export function compileStartPaths(context: StartContext, use: StartUse): StartPathsInput | undefined {
  const needs = startNeeds(use.taskDefinition, context.region);
  const { network } = context;
  const failuresIn = (one: ScenarioNetwork) =>
    use.places.map((place) => startFailure(one, use.taskDefinition, place, needs));
  const found = failuresIn(network);
  const without = context.without.map(failuresIn);
  const number = (way: Way) => wayNumber(way, context);
  const ecrWays = use.places.map((place) => (needs.ecr ? number(wayToService(network, place, 's3')) : NONE));
  const otherWays = use.places.map((place) => (needs.otherRegistry ? number(wayToInternet(network, place)) : NONE));
  if ([...found, ...without.flat(), ...ecrWays, ...otherWays].every((value) => value === NONE)) return undefined;
  return {
    taskDefinition: use.row,
    failures: Int32Array.from(found),
    failuresWithout: without.map((column) => Int32Array.from(column)),
    ecrWays: Int32Array.from(ecrWays),
    otherWays: Int32Array.from(otherWays),
  };
}

/** The number that the engine knows a way by (sim/state/input/network.ts). */
function wayNumber(way: Way, { natGateways, endpoints }: StartContext): number {
  if (way.kind === 'nat-gateway') return natGateways.indexOf(way.name);
  return way.kind === 'endpoint' ? natGateways.length + endpoints.indexOf(way.service) : NONE;
}

/** Index into START_FAILURES, or NONE. (model) First the roles, then the registry, secrets, the pull, and the logs. */
export function startFailure(
  network: ScenarioNetwork,
  taskDefinition: TaskDefinition,
  place: StartPlace,
  needs: StartNeeds,
): number {
  if (!rolesAreTrusted(network, taskDefinition)) return failures.ROLE_NOT_ASSUMED;
  const rights = rightsOf(network, taskDefinition, place);
  return place.instanceRole === undefined
    ? fargateFailure(network, place, needs, rights)
    : instanceFailure(network, place, needs, rights);
}

function rolesAreTrusted({ roles }: ScenarioNetwork, { executionRoleArn, taskRoleArn }: TaskDefinition): boolean {
  return [executionRoleArn, taskRoleArn].every((arn) => {
    const role = arn === undefined ? undefined : roles[roleName(arn)];
    return role === undefined || role.trusts.includes(TASKS_PRINCIPAL);
  });
}

type Right = Role['allows'][number];

/** What the agent may do for the task: by the execution role, and on an instance by the instance role too (P1.30). */
interface Rights {
  byExecutionRole(right: Right): boolean;
  byAnyRole(right: Right): boolean;
}

function rightsOf({ roles }: ScenarioNetwork, { executionRoleArn }: TaskDefinition, place: StartPlace): Rights {
  const areDescribed = Object.keys(roles).length > 0;
  const has = (role: string | undefined, right: Right) => {
    if (!areDescribed) return true;
    if (role === undefined) return false;
    const described = roles[roleName(role)];
    return described === undefined || described.allows.includes(right);
  };
  const isProfileTrusted = (role: string) => roles[role]?.trusts.includes(INSTANCES_PRINCIPAL) ?? true;
  const byExecutionRole = (right: Right) => has(executionRoleArn, right);
  const byInstanceRole = (right: Right) => {
    const { instanceRole } = place;
    if (instanceRole === undefined) return false;
    return instanceRole === null || (isProfileTrusted(instanceRole) && has(instanceRole, right));
  };
  return { byExecutionRole, byAnyRole: (right) => byInstanceRole(right) || byExecutionRole(right) };
}

/** On Fargate the execution role acts, from the task's own network interface. */
function fargateFailure(network: ScenarioNetwork, place: Place, needs: StartNeeds, rights: Rights): number {
  const reaches = (service: string) => wayToService(network, place, service).kind !== 'blocked';
  if (needs.ecr && !reaches('ecr.api')) return failures.REGISTRY_AUTH_TIMED_OUT;
  if (needs.ecr && !rights.byExecutionRole('ecr:pull')) return failures.REGISTRY_AUTH_DENIED;
  const secrets = secretsFailure(network, place, needs, rights);
  if (secrets !== NONE) return secrets;
  if (!reachesImages(network, place, needs)) return failures.PULL_TIMED_OUT;
  if (needs.logs && !reaches('logs')) return failures.LOGGER_TIMED_OUT;
  if (needs.logs && !rights.byExecutionRole('logs:write')) return failures.LOGGER_DENIED;
  return NONE;
}

/** On a container instance the agent acts, from the instance's network interface; secrets take an execution role. */
function instanceFailure(network: ScenarioNetwork, place: Place, needs: StartNeeds, rights: Rights): number {
  const reaches = (service: string) => wayToService(network, place, service).kind !== 'blocked';
  const secrets = secretsFailure(network, place, needs, rights);
  if (secrets !== NONE) return secrets;
  if (needs.ecr && !reaches('ecr.api')) return failures.PULL_TIMED_OUT;
  if (needs.ecr && !rights.byAnyRole('ecr:pull')) return failures.PULL_DENIED;
  if (!reachesImages(network, place, needs)) return failures.PULL_TIMED_OUT;
  if (needs.logs && !reaches('logs')) return failures.LOG_DRIVER_TIMED_OUT;
  if (needs.logs && !rights.byAnyRole('logs:write')) return failures.LOG_DRIVER_DENIED;
  return NONE;
}

function secretsFailure(network: ScenarioNetwork, place: Place, needs: StartNeeds, rights: Rights): number {
  const reaches = (service: string) => wayToService(network, place, service).kind !== 'blocked';
  if (needs.secretsManager && !reaches('secretsmanager')) return failures.SECRETS_TIMED_OUT;
  if (needs.ssm && !reaches('ssm')) return failures.SECRETS_TIMED_OUT;
  if (needs.environmentFiles && !reaches('s3')) return failures.SECRETS_TIMED_OUT;
  if ((needs.secretsManager || needs.ssm) && !rights.byExecutionRole('secrets:read')) return failures.SECRETS_DENIED;
  if (needs.environmentFiles && !rights.byExecutionRole('s3:read')) return failures.SECRETS_DENIED;
  return NONE;
}

/** The registry of ECR answers at ecr.dkr and hands the layers out from S3. */
function reachesImages(network: ScenarioNetwork, place: Place, needs: StartNeeds): boolean {
  const isReached = (way: Way) => way.kind !== 'blocked';
  if (needs.ecr && !['ecr.dkr', 's3'].every((service) => isReached(wayToService(network, place, service))))
    return false;
  return !needs.otherRegistry || isReached(wayToInternet(network, place));
}
