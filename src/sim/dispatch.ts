import { assert } from '../base/assert.ts';
import { NONE } from '../base/units.ts';
import type { InstanceActions } from './actions/instance-actions.ts';
import type { TaskLauncher } from './actions/task-launcher.ts';
import type { AutoScalingGroups } from './controllers/capacity/auto-scaling-groups.ts';
import type { ManagedInstances } from './controllers/capacity/managed-instances.ts';
import type { ManagedScaling } from './controllers/capacity/managed-scaling.ts';
import type { Repacking } from './controllers/capacity/repacking.ts';
import type { DeploymentController } from './controllers/deployments/deployment-controller.ts';
import type { FailureInjector } from './controllers/failures/failure-injector.ts';
import type { Incidents } from './controllers/failures/incidents.ts';
import type { LoadBalancerMetrics } from './controllers/metrics/load-balancer-metrics.ts';
import type { MetricPublisher } from './controllers/metrics/metric-publisher.ts';
import type { StateTeller } from './controllers/metrics/state-teller.ts';
import type { RequestTraffic } from './controllers/requests/request-traffic.ts';
import type { ServiceAutoScaling } from './controllers/scaling/service-auto-scaling.ts';
import type { DaemonScheduler } from './controllers/services/daemon-scheduler.ts';
import type { ServiceScheduler } from './controllers/services/service-scheduler.ts';
import type { SteadyState } from './controllers/services/steady-state.ts';
import type { TaskProtection } from './controllers/services/task-protection.ts';
import type { ZoneRebalancing } from './controllers/services/zone-rebalancing.ts';
import type { RunTask } from './controllers/tasks/run-task.ts';
import type { TaskLifecycle } from './controllers/tasks/task-lifecycle.ts';
import type { LoadBalancer } from './controllers/traffic/load-balancer.ts';
import type { TaskUsage } from './controllers/usage/task-usage.ts';
import {
  ALARMS_EVALUATED,
  DAEMON_RECONCILE,
  DEPLOYMENT_BAKED,
  GROUP_RESIZED,
  GROUP_UPDATED,
  INCIDENT_ENDED,
  INCIDENT_STARTED,
  INSTANCE_DRAIN_TIMEOUT,
  INSTANCE_DRAINING,
  INSTANCE_LOST,
  INSTANCE_READY,
  INSTANCE_REGISTERED,
  INSTANCE_TERMINATED,
  MANAGED_CAPACITY_LOOKED,
  MANAGED_INSTANCE_EXPIRED,
  MANAGED_INSTANCE_IDLE,
  METRICS_PUBLISHED,
  NODES_FAILED_OVER,
  PLACE_WAITING,
  REPACK,
  RUN_TASK,
  RUN_TASK_AGAIN,
  SCHEDULED_ACTION,
  SERVICE_DEPLOYED,
  SERVICE_RECONCILE,
  SERVICE_SCALED,
  SERVICE_UPDATED,
  SPOT_NOTICE,
  STATE_TOLD,
  TARGET_CHECKED,
  TARGET_WARMED,
  TASK_CONTAINERS_STOPPED,
  TASK_CRASHED,
  TASK_DEREGISTERED,
  TASK_EXITED,
  TASK_HEALTHY,
  TASK_INTERRUPTED,
  TASK_PROTECTION_CHANGED,
  TASK_PROVISIONED,
  TASK_PULL_RETRIED,
  TASK_RESTARTED,
  TASK_RESTARTING,
  TASK_STARTED,
  TASK_STOPPED,
  TASK_STOPPING,
  TASK_UNHEALTHY,
  TRAFFIC_SHIFTED,
  USAGE_CHANGED,
  USAGE_SETTLED,
} from './kernel/event-kinds.ts';
import type { Timeline } from './kernel/timeline.ts';
import type { ClusterState } from './state/cluster-state.ts';
import { DRAINING } from './state/container-instances.ts';

/** The control loops of one cluster. */
export interface Controllers {
  readonly instances: InstanceActions;
  readonly launcher: TaskLauncher;
  readonly autoScalingGroups: AutoScalingGroups;
  readonly managedInstances: ManagedInstances;
  readonly managedScaling: ManagedScaling;
  readonly repacking: Repacking;
  readonly failureInjector: FailureInjector;
  readonly incidents: Incidents;
  readonly daemonScheduler: DaemonScheduler;
  readonly serviceScheduler: ServiceScheduler;
  readonly deploymentController: DeploymentController;
  readonly loadBalancer: LoadBalancer;
  readonly loadBalancerMetrics: LoadBalancerMetrics;
  readonly zoneRebalancing: ZoneRebalancing;
  readonly steadyState: SteadyState;
  readonly runTask: RunTask;
  readonly taskLifecycle: TaskLifecycle;
  readonly taskProtection: TaskProtection;
  readonly requestTraffic: RequestTraffic;
  readonly taskUsage: TaskUsage;
  readonly metricPublisher: MetricPublisher;
  readonly serviceAutoScaling: ServiceAutoScaling;
  readonly stateTeller: StateTeller;
}

/**
 * Who reacts to what, in which order: the table of contents of the engine. An event that names a task of an earlier
 * life of its row is stale and dropped.
 */
export function dispatch(timeline: Timeline, cluster: ClusterState, controllers: Controllers): void {
  const { kind, a, b } = timeline;
  const { instances, launcher, daemonScheduler, serviceScheduler, zoneRebalancing, steadyState } = controllers;
  const {
    deploymentController,
    loadBalancer,
    loadBalancerMetrics,
    runTask,
    taskLifecycle,
    taskUsage,
    metricPublisher,
  } = controllers;
  const { requestTraffic } = controllers;
  const { serviceAutoScaling, autoScalingGroups, managedInstances, repacking, managedScaling } = controllers;
  const { failureInjector, incidents } = controllers;
  if (kind <= TASK_UNHEALTHY && cluster.tasks.rows.isStale(a, b)) return;
  switch (kind) {
    case TASK_STOPPING:
      loadBalancer.onTaskStopping(a);
      requestTraffic.onTaskStopping(a);
      taskUsage.onTaskStopping(a);
      deploymentController.onTaskStopping(a);
      requestTraffic.onDeploymentsChanged(cluster.tasks.workload[a]);
      taskUsage.onDeploymentsChanged(cluster.tasks.workload[a]);
      daemonScheduler.onTaskStopping(a);
      serviceScheduler.onTaskStopping(a);
      steadyState.onWorkloadChanged(cluster.tasks.workload[a]);
      break;
    case TASK_RESTARTING:
      if (!taskLifecycle.onRestarting(a)) break;
      loadBalancer.onTaskRestarting(a);
      requestTraffic.onTaskEnded(a);
      taskUsage.onTaskRestarting(a);
      steadyState.onWorkloadChanged(cluster.tasks.workload[a]);
      break;
    case TASK_DEREGISTERED:
      loadBalancer.onTaskDeregistered(a);
      break;
    case TASK_CONTAINERS_STOPPED:
      requestTraffic.onTaskEnded(a);
      taskLifecycle.onContainersStopped(a);
      break;
    case TASK_STOPPED: {
      const workload = cluster.tasks.workload[a];
      const instance = cluster.tasks.containerInstance[a];
      const isOnFargate = instance === NONE && cluster.tasks.zone[a] !== NONE;
      loadBalancer.onTaskStopped(a);
      requestTraffic.onTaskEnded(a);
      daemonScheduler.onTaskStopped(a);
      serviceScheduler.onTaskStopped(a);
      const leavesVcpus = taskLifecycle.onStopped(a);
      deploymentController.onWorkloadChanged(workload);
      steadyState.onWorkloadChanged(workload);
      if (zoneRebalancing.onWorkloadChanged(workload)) serviceScheduler.onSurplus(workload);
      if (instance !== NONE && cluster.containerInstances.status[instance] === DRAINING) {
        daemonScheduler.onDrainingTaskStopped(instance);
        instances.onTaskStopped(instance);
      }
      if (instance !== NONE) managedInstances.onInstanceQuiet(instance);
      // A task that only waited for an instance leaves room in the queue (P5.14).
      if (isOnFargate) {
        if (leavesVcpus) serviceScheduler.onCapacityFreed();
        break;
      }
      launcher.onCapacityFreed();
      daemonScheduler.onCapacityFreed();
      serviceScheduler.onCapacityFreed();
      zoneRebalancing.onCapacityFreed();
      break;
    }
    case TASK_EXITED:
      taskLifecycle.onExited(a);
      break;
    case TASK_CRASHED:
      failureInjector.onTaskCrashed(a);
      break;
    case TASK_INTERRUPTED:
      failureInjector.onTaskInterrupted(a);
      break;
    case TASK_PROTECTION_CHANGED: {
      if (!controllers.taskProtection.onProtectionChanged(a)) break;
      const workload = cluster.tasks.workload[a];
      daemonScheduler.onProtectionEnded(workload);
      serviceScheduler.onProtectionEnded(workload);
      zoneRebalancing.onWorkloadChanged(workload);
      break;
    }
    case TASK_PROVISIONED:
      taskLifecycle.onProvisioned(a);
      break;
    case TASK_PULL_RETRIED:
      taskLifecycle.onPullRetried(a);
      break;
    case TASK_STARTED:
      if (!taskLifecycle.onStarted(a)) break;
      loadBalancer.onTaskRunning(a);
      requestTraffic.onTaskRunning(a);
      taskUsage.onTaskRunning(a);
      failureInjector.onTaskStarted(a);
      controllers.taskProtection.onTaskStarted(a);
      deploymentController.onTaskStarted(a);
      launcher.onTaskRunning();
      daemonScheduler.onTaskStarted(a);
      serviceScheduler.onTaskStarted(a);
      break;
    case TASK_RESTARTED:
      if (!taskLifecycle.onRestarted(a)) break;
      requestTraffic.onTaskRunning(a);
      taskUsage.onTaskRunning(a);
      break;
    case TARGET_CHECKED:
      loadBalancer.onTargetChecked(a);
      requestTraffic.onTargetChanged(a);
      taskUsage.onTargetChanged(a);
      break;
    case TARGET_WARMED:
      taskUsage.onTargetChanged(a);
      break;
    case TASK_HEALTHY: {
      const workload = cluster.tasks.workload[a];
      if (taskLifecycle.onHealthy(a)) deploymentController.onTaskHealthy(a);
      deploymentController.onWorkloadChanged(workload);
      daemonScheduler.onTaskHealthy(workload);
      serviceScheduler.onTaskHealthy(workload);
      steadyState.onWorkloadChanged(workload);
      if (zoneRebalancing.onWorkloadChanged(workload)) serviceScheduler.onSurplus(workload);
      break;
    }
    case TASK_UNHEALTHY: {
      const workload = cluster.tasks.workload[a];
      if (!taskLifecycle.onUnhealthy(a)) break;
      deploymentController.onTaskUnhealthy(a);
      requestTraffic.onDeploymentsChanged(workload);
      taskUsage.onDeploymentsChanged(workload);
      daemonScheduler.onTaskUnhealthy(a);
      serviceScheduler.onTaskUnhealthy(workload);
      steadyState.onWorkloadChanged(workload);
      break;
    }
    case INSTANCE_DRAIN_TIMEOUT:
      instances.onDrainTimeout(a);
      break;
    case INSTANCE_READY:
      autoScalingGroups.onInstanceReady(a);
      break;
    case GROUP_UPDATED:
      autoScalingGroups.onGroupUpdated(a, b);
      break;
    case REPACK:
      repacking.onRepack(a);
      break;
    case GROUP_RESIZED:
      autoScalingGroups.onGroupResized(a);
      break;
    case INCIDENT_STARTED:
      incidents.onIncidentStarted(a);
      serviceScheduler.onTasksRetired();
      requestTraffic.onNodesChanged();
      taskUsage.onNodesChanged();
      break;
    case NODES_FAILED_OVER:
      incidents.onNodesFailedOver();
      requestTraffic.onNodesChanged();
      taskUsage.onNodesChanged();
      break;
    case INSTANCE_LOST:
      failureInjector.onInstanceLost(a, b);
      break;
    case INSTANCE_TERMINATED:
      daemonScheduler.onInstanceTerminated();
      autoScalingGroups.onInstanceTerminated(a);
      managedInstances.onTasksLaunched();
      break;
    case SPOT_NOTICE:
      failureInjector.onSpotNotice(a, b);
      break;
    case INCIDENT_ENDED:
      incidents.onIncidentEnded(a);
      requestTraffic.onNodesChanged();
      taskUsage.onNodesChanged();
      launcher.onCapacityFreed();
      daemonScheduler.onCapacityFreed();
      serviceScheduler.onCapacityFreed();
      zoneRebalancing.onInstanceRegistered();
      break;
    case INSTANCE_DRAINING:
      daemonScheduler.onInstanceDraining(a);
      serviceScheduler.onInstanceDraining(a);
      break;
    case INSTANCE_REGISTERED:
      failureInjector.onInstanceRegistered(a);
      incidents.onInstanceRegistered(a);
      managedInstances.onInstanceRegistered(a);
      managedInstances.onInstanceQuiet(a);
      daemonScheduler.onInstanceRegistered();
      launcher.onCapacityFreed();
      serviceScheduler.onCapacityFreed();
      zoneRebalancing.onInstanceRegistered();
      break;
    case SERVICE_DEPLOYED:
      deploymentController.onServiceDeployed(a, b);
      requestTraffic.onDeploymentsChanged(a);
      taskUsage.onDeploymentsChanged(a);
      steadyState.onWorkloadChanged(a);
      break;
    case DEPLOYMENT_BAKED:
      deploymentController.onDeploymentBaked(a);
      break;
    case TRAFFIC_SHIFTED:
      deploymentController.onTrafficShifted(a, b);
      requestTraffic.onDeploymentsChanged(cluster.deployments.service[a]);
      taskUsage.onDeploymentsChanged(cluster.deployments.service[a]);
      break;
    case SERVICE_UPDATED:
      serviceScheduler.onServiceUpdated(a, b);
      serviceAutoScaling.onDesiredCountChanged(a);
      deploymentController.onWorkloadChanged(a);
      steadyState.onWorkloadChanged(a);
      break;
    case SCHEDULED_ACTION:
      serviceScheduler.onServiceScaled(a, serviceAutoScaling.onScheduledAction(a, b));
      serviceAutoScaling.onDesiredCountChanged(a);
      deploymentController.onWorkloadChanged(a);
      steadyState.onWorkloadChanged(a);
      break;
    case SERVICE_SCALED:
      serviceScheduler.onServiceScaled(a, b);
      serviceAutoScaling.onDesiredCountChanged(a);
      deploymentController.onWorkloadChanged(a);
      steadyState.onWorkloadChanged(a);
      break;
    case DAEMON_RECONCILE:
      daemonScheduler.onDaemonReconcile(a, b);
      deploymentController.onWorkloadChanged(a);
      steadyState.onWorkloadChanged(a);
      break;
    case PLACE_WAITING:
      launcher.placeWaiting();
      managedInstances.onTasksLaunched();
      break;
    case SERVICE_RECONCILE:
      daemonScheduler.onReconcile(a);
      serviceScheduler.onReconcile(a, zoneRebalancing.replacements(a));
      managedInstances.onTasksLaunched();
      break;
    case RUN_TASK:
      runTask.onRunTask(a, b);
      managedInstances.onTasksLaunched();
      break;
    case RUN_TASK_AGAIN:
      runTask.onRunTaskAgain(a, b);
      managedInstances.onTasksLaunched();
      break;
    case MANAGED_CAPACITY_LOOKED:
      managedInstances.onManagedCapacityLooked(a);
      break;
    case MANAGED_INSTANCE_EXPIRED:
      managedInstances.onManagedInstanceExpired(a);
      break;
    case MANAGED_INSTANCE_IDLE:
      managedInstances.onManagedInstanceIdle(a, b);
      break;
    case USAGE_CHANGED:
      requestTraffic.onUsageChanged(a);
      taskUsage.onUsageChanged(a);
      break;
    case USAGE_SETTLED:
      taskUsage.onUsageSettled();
      requestTraffic.onUsageSettled();
      break;
    case METRICS_PUBLISHED:
      // Who publishes metrics of its own puts them here; nobody reacts before the alarms are evaluated.
      requestTraffic.onMetricsPublished();
      if (loadBalancerMetrics.isWatching(a)) {
        taskUsage.onMetricsPublished();
        loadBalancerMetrics.onMetricsPublished(a);
      }
      metricPublisher.onMetricsPublished(a);
      managedScaling.onMetricsPublished(a);
      break;
    case ALARMS_EVALUATED:
      metricPublisher.onAlarmsEvaluated(a);
      serviceAutoScaling.onAlarmsEvaluated(a);
      // Who acts on metrics and alarms does so here, and on what has been delivered only.
      deploymentController.onAlarmsEvaluated();
      managedScaling.onAlarmsEvaluated(a);
      break;
    case STATE_TOLD:
      controllers.stateTeller.onStateTold();
      break;
    default:
      assert(false, `no controller reacts to event kind ${kind}`);
  }
}
