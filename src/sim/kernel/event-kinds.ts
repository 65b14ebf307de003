/**
 * The kinds of event. Their order is the order inside one instant: what frees capacity comes before what asks for it,
 * daemons before replicas (P4.1), and usage is read after things moved. `a` and `b` are named beside each. They are
 * numbered in tens, below 512, so that another fits in between.
 */

/** The task was told to stop, or ended; a = task, b = generation. */
export const TASK_STOPPING = 0;
/** An essential container has exited and is restarted in place (P1.25); a = task, b = generation. */
export const TASK_RESTARTING = 2;
/** The target of a draining task has drained: SIGTERM (P4.21); a = task, b = generation. */
export const TASK_DEREGISTERED = 5;
/** All containers have ended; a = task, b = generation. */
export const TASK_CONTAINERS_STOPPED = 10;
/** Resources are given back; a = task, b = generation. */
export const TASK_STOPPED = 20;
/** The essential container exits by itself; a = task, b = generation. */
export const TASK_EXITED = 30;
/** The essential container exits by a fault that the scenario names; a = task, b = generation. */
export const TASK_CRASHED = 32;
/** Fargate Spot takes the task back (P5.21); a = task, b = generation. */
export const TASK_INTERRUPTED = 34;
/** The task protects itself from scale-in, or no more (P3.26); a = task, b = generation. */
export const TASK_PROTECTION_CHANGED = 36;
/** The ENI is there, the pull starts; a = task, b = generation. */
export const TASK_PROVISIONED = 40;
/** The registry did not answer, and is asked again; a = task, b = generation. */
export const TASK_PULL_RETRIED = 45;
/** The containers are up, or failed to start; a = task, b = generation. */
export const TASK_STARTED = 50;
/** A container that was restarted in place is ready (P1.25); a = task, b = generation. */
export const TASK_RESTARTED = 52;
/** A load balancer has checked a target, or its grace period ends; a = task, b = generation. */
export const TARGET_CHECKED = 55;
/** A target's slow start is over (P7.4); a = task, b = generation. */
export const TARGET_WARMED = 57;
/** ECS counts the task as healthy (P4.5); a = task, b = generation. */
export const TASK_HEALTHY = 60;
/** A container health check has failed for good; a = task, b = generation. */
export const TASK_UNHEALTHY = 70;
/** A DRAINING container instance goes now, with what tasks it has left; a = container instance. */
export const INSTANCE_DRAIN_TIMEOUT = 71;
/** An EC2 instance has booted, and its agent registers or it rests in a warm pool; a = EC2 instance. */
export const INSTANCE_READY = 72;
/** A container instance has gone, its tasks with it; a = container instance. */
export const INSTANCE_TERMINATED = 73;
/** An Auto Scaling group is updated by the scenario; a = capacity provider, b = number of the update. */
export const GROUP_UPDATED = 74;
/** An Auto Scaling group has another size than it should have; a = capacity provider. */
export const GROUP_RESIZED = 75;
/** A container instance is DRAINING from now on; a = container instance. */
export const INSTANCE_DRAINING = 76;
/** A container instance has joined the cluster; a = container instance. */
export const INSTANCE_REGISTERED = 78;
/** A remedy looks for an instance to empty; a = capacity provider. */
export const REPACK = 79;
/** update-service; a = service, b = number of the update. */
export const SERVICE_UPDATED = 80;
/** An incident begins; a = number of the incident in the input. */
export const INCIDENT_STARTED = 81;
/**
 * EC2 ends a container instance: a Spot instance it takes back, or one that fails; a = container instance, b =
 * cause.
 */
export const INSTANCE_LOST = 82;
/** EC2 tells that it takes a Spot instance back in two minutes (P9.5); a = container instance, b = hazard. */
export const SPOT_NOTICE = 83;
/** An incident is over; a = number of the incident in the input. */
export const INCIDENT_ENDED = 84;
/** Clients know the nodes of a load balancer that went down with their zone no more. */
export const NODES_FAILED_OVER = 86;
/** update-service with a new deployment; a = service, b = number of the deployment in the input. */
export const SERVICE_DEPLOYED = 90;
/** A scheduled action sets new limits; a = service, b = number of the action. */
export const SCHEDULED_ACTION = 93;
/** A step in the shift of production traffic (P4.23); a = deployment, b = number of the step. */
export const TRAFFIC_SHIFTED = 95;
/** Service auto scaling sets the desired count; a = service, b = desired count. */
export const SERVICE_SCALED = 96;
/** The bake time of a rolling update under alarms is over (P4.15); a = deployment. */
export const DEPLOYMENT_BAKED = 97;
/** A DAEMON service looks; a = service, b = container instance or NONE for all. */
export const DAEMON_RECONCILE = 100;
/** Tasks that wait in PROVISIONING for an instance try again. */
export const PLACE_WAITING = 110;
/** A REPLICA service looks; a = service. */
export const SERVICE_RECONCILE = 120;
/** Managed Instances look at the tasks that wait; a = position among such providers. */
export const MANAGED_CAPACITY_LOOKED = 125;
/** An instance has been quiet for a while; a = container instance, b = position of its provider. */
export const MANAGED_INSTANCE_IDLE = 126;
/** A managed instance has lived for as long as one may (P2.12 drains it); a = container instance. */
export const MANAGED_INSTANCE_EXPIRED = 128;
/** RunTask is called; a = task source, b = number of the arrival in a list, or NONE. */
export const RUN_TASK = 130;
/** RunTask is called again for one refused task; a = task source, b = as above. */
export const RUN_TASK_AGAIN = 140;
/** What the tasks of a workload use has changed; a = workload. */
export const USAGE_CHANGED = 150;
/** Container instances share out their CPU. */
export const USAGE_SETTLED = 160;
/** A period of CloudWatch ends, its datapoints are published; a = its length, ms. */
export const METRICS_PUBLISHED = 170;
/** The state of every service is written down for `--explain`, after all else in its instant. */
export const STATE_TOLD = 500;
/** Alarms are evaluated; a = group in AlarmTable. */
export const ALARMS_EVALUATED = 180;
