/**
 * Why a start failed, in ECS's words (P12 stoppedReason): what stands in a task's `startFailure`. Where AWS's
 * text names
 * an image or a role it stands in braces, and the report fills it in.
 */

/** How long the start goes on before it fails. */
export type StartFailureDelay =
  /** It is refused: `timing.startRefusedMs`. */
  | 'refused'
  /** Nothing answers, and every try runs into its time limit: `timing.connectionTimeoutMs`. */
  | 'timeout'
  /** At the end of an ordinary start. */
  | 'none';

/** One reason. */
export interface StartFailure {
  readonly name: string;
  /** What describe-tasks prints as stoppedReason. */
  readonly stoppedReason: string;
  /** It ends the task in PROVISIONING, before a pull; else in PENDING. */
  readonly isInProvisioning: boolean;
  readonly delay: StartFailureDelay;
}

const PULL = 'CannotPullContainerError:';
const INITIALIZATION = 'ResourceInitializationError:';
const REGISTRY_AUTH = `${INITIALIZATION} unable to pull secrets or registry auth: execution resource retrieval failed:`;
const ECR_AUTH = `${REGISTRY_AUTH} unable to retrieve ecr registry auth: service call has been retried`;
const LOGGER = `${INITIALIZATION} failed to validate logger args:`;
const LOG_DRIVER =
  'CannotStartContainerError: failed to initialize logging driver: failed to create Cloudwatch log stream:';
const NO_SUCH_ROLE_TRUST =
  "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being " +
  'passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.';

/** Every reason; index = the number in `tasks.startFailure`. A new one goes to the end. */
export const START_FAILURES: readonly StartFailure[] = [
  inPending('CANNOT_START_CONTAINER', 'CannotStartContainerError: the start failed', 'none'),
  inPending('PULL_TIMED_OUT', `${PULL} request canceled while waiting for connection: {image}: i/o timeout`, 'timeout'),
  inPending('PULL_DENIED', `${PULL} pull access denied for {image}, no basic auth credentials`, 'refused'),
  inPending('IMAGE_NOT_FOUND', `${PULL} {image}: not found`, 'refused'),
  inPending('NO_SPACE_LEFT', `${PULL} failed to register layer of {image}: no space left on device`, 'none'),
  inPending('TOO_MANY_REQUESTS', `${PULL} {image}: toomanyrequests: You have reached your pull rate limit.`, 'refused'),
  inPending(
    'REGISTRY_AUTH_TIMED_OUT',
    `${ECR_AUTH} 3 time(s): RequestError: send request failed: i/o timeout`,
    'timeout',
  ),
  inPending('REGISTRY_AUTH_DENIED', `${ECR_AUTH} 1 time(s): AccessDeniedException`, 'refused'),
  inPending(
    'SECRETS_TIMED_OUT',
    `${REGISTRY_AUTH} unable to retrieve secrets: service call has been retried 5 time(s): RequestCanceled: i/o timeout`,
    'timeout',
  ),
  inPending(
    'SECRETS_DENIED',
    `${REGISTRY_AUTH} unable to retrieve secrets: service call has been retried 1 time(s): AccessDeniedException`,
    'refused',
  ),
  inPending(
    'LOGGER_TIMED_OUT',
    `${LOGGER} create stream has been retried 1 times: RequestCanceled: i/o timeout`,
    'timeout',
  ),
  inPending('LOGGER_DENIED', `${LOGGER} create stream has been retried 1 times: AccessDeniedException`, 'refused'),
  inProvisioning('ENI_TIMED_OUT', 'Timeout waiting for network interface provisioning to complete.'),
  inProvisioning(
    'NO_FREE_ADDRESSES',
    'Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet: ' +
      'InsufficientFreeAddressesInSubnet',
  ),
  inProvisioning(
    'CAPACITY_UNAVAILABLE',
    'Capacity is unavailable at this time. Please try again later or in a different availability zone',
  ),
  inProvisioning('ROLE_NOT_ASSUMED', NO_SUCH_ROLE_TRUST),
  inPending('LOG_DRIVER_TIMED_OUT', `${LOG_DRIVER} RequestError: send request failed: i/o timeout`, 'timeout'),
  inPending('LOG_DRIVER_DENIED', `${LOG_DRIVER} AccessDeniedException`, 'refused'),
];
/** The program did not start: the one reason that a task definition's own `behaviour` gives. */
export const CANNOT_START_CONTAINER = 0;
/** The registry does not answer: an outage, or no way to it. */
export const PULL_TIMED_OUT = 1;
export const PULL_DENIED = 2;
export const IMAGE_NOT_FOUND = 3;
export const NO_SPACE_LEFT = 4;
export const TOO_MANY_REQUESTS = 5;
export const REGISTRY_AUTH_TIMED_OUT = 6;
export const REGISTRY_AUTH_DENIED = 7;
export const SECRETS_TIMED_OUT = 8;
export const SECRETS_DENIED = 9;
export const LOGGER_TIMED_OUT = 10;
export const LOGGER_DENIED = 11;
export const ENI_TIMED_OUT = 12;
export const NO_FREE_ADDRESSES = 13;
/** Fargate has no room (P8.9). */
export const CAPACITY_UNAVAILABLE = 14;
export const ROLE_NOT_ASSUMED = 15;
/** On a container instance Docker itself writes the logs. */
export const LOG_DRIVER_TIMED_OUT = 16;
export const LOG_DRIVER_DENIED = 17;

function inPending(name: string, stoppedReason: string, delay: StartFailureDelay): StartFailure {
  return { name, stoppedReason, isInProvisioning: false, delay };
}

function inProvisioning(name: string, stoppedReason: string): StartFailure {
  return { name, stoppedReason, isInProvisioning: true, delay: 'none' };
}
