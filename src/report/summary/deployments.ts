/** The deployments of a cluster as summary.json tells them. */
import { SECOND_MS } from '../../base/units.ts';
import type { RecordedDeployment, Recording } from '../../sim/record/recording.ts';
import { isoTime } from '../format.ts';
import type { DeploymentSummary } from '../summary-schema.ts';
import { deploymentId, rolloutStateReason } from '../texts.ts';

/** Every deployment that is told, in order of its start. */
export function deploymentSummaries(recording: Recording, startEpochMs: number): DeploymentSummary[] {
  return recording.deployments.map((deployment) => {
    const { name } = recording.workloads[deployment.workload];
    return deploymentSummary(deployment, name, startEpochMs);
  });
}

function deploymentSummary(deployment: RecordedDeployment, service: string, startEpochMs: number): DeploymentSummary {
  const { endedAtMs, startedAtMs, number, status, rolloutState } = deployment;
  return {
    service,
    id: deploymentId(service, number),
    taskDefinition: deployment.taskDefinition,
    status,
    rolloutState,
    rolloutStateReason: rolloutStateReason(deployment, service),
    start: isoTime(startEpochMs + startedAtMs),
    end: endedAtMs === null ? null : isoTime(startEpochMs + endedAtMs),
    seconds: endedAtMs === null ? null : (endedAtMs - startedAtMs) / SECOND_MS,
    failedTasks: deployment.failedTasks,
    tasksMax: deployment.tasksMax,
    healthyTasksMin: deployment.healthyTasksMin,
  };
}
