/**
 * The kinds of event. Their order is the order inside one instant: what frees capacity comes before what asks for it,
 * daemons before replicas (P4.1), and usage is read after things moved. `a` and `b` are named beside each.
 */

/** The task was told to stop, or ended; a = task, b = generation. */
export const TASK_STOPPING = 0;
/** All containers have ended; a = task, b = generation. */
export const TASK_CONTAINERS_STOPPED = 1;
/** Resources are given back; a = task, b = generation. */
export const TASK_STOPPED = 2;
/** The essential container exits by itself; a = task, b = generation. */
export const TASK_EXITED = 3;
/** The ENI is there, the pull starts; a = task, b = generation. */
export const TASK_PROVISIONED = 4;
/** The containers are up, or failed to start; a = task, b = generation. */
export const TASK_STARTED = 5;
/** ECS counts the task as healthy (P4.5); a = task, b = generation. */
export const TASK_HEALTHY = 6;
/** update-service; a = service, b = number of the update. */
export const SERVICE_UPDATED = 7;
/** A DAEMON service looks; a = service, b = container instance or NONE for all. */
export const DAEMON_RECONCILE = 8;
/** Tasks that wait in PROVISIONING for an instance try again. */
export const PLACE_WAITING = 9;
/** A REPLICA service looks; a = service. */
export const SERVICE_RECONCILE = 10;
/** RunTask is called; a = task source, b = number of the arrival in a list, or NONE. */
export const RUN_TASK = 11;
/** RunTask is called again for one refused task; a = task source, b = as above. */
export const RUN_TASK_AGAIN = 12;
/** What the tasks of a workload use has changed; a = workload. */
export const USAGE_CHANGED = 13;
/** Container instances share out their CPU. */
export const USAGE_SETTLED = 14;
