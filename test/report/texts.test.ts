import { describe, expect, it } from 'vitest';
import { NONE } from '../../src/base/units.ts';
import { placementFailureMessage, runTaskFailure, serviceEventMessage, stopText } from '../../src/report/texts.ts';
import { SERVICE_EVENTS } from '../../src/sim/record/recording.ts';
import * as reasons from '../../src/sim/state/failure-reasons.ts';
import { NO_FREE_ADDRESSES, PULL_TIMED_OUT, START_FAILURES } from '../../src/sim/state/start-failures.ts';
import { STOP_CAUSES } from '../../src/sim/state/stop-causes.ts';
import { recordingOf, serviceEventsOf, workloadOf } from '../recordings.ts';

function message(event: (typeof SERVICE_EVENTS)[number], detail = -1, containerInstance = -1): string {
  const recording = recordingOf({
    workloads: [workloadOf()],
    containerInstanceNames: ['i-0'],
    serviceEvents: serviceEventsOf([[0, 0, SERVICE_EVENTS.indexOf(event), detail, containerInstance]]),
  });
  return serviceEventMessage(recording, 0);
}

const PARTIES = {
  service: 'web',
  instance: 'i-0a',
  targetGroup: 'web-tg',
  names: { containers: ['web'], image: 'shop/web:1', role: 'exec' },
};

describe('service events (P12)', () => {
  it('tell of started and stopped tasks and of the steady state', () => {
    expect(message('STARTED_TASKS', 3)).toBe('(service web) has started 3 tasks.');
    expect(message('STARTED_TASKS', 1)).toBe('(service web) has started 1 task.');
    expect(message('STOPPED_TASKS', 2)).toBe('(service web) has stopped 2 running tasks.');
    expect(message('STEADY_STATE')).toBe('(service web) has reached a steady state.');
    expect(message('START_IMPAIRED')).toBe('(service web) is unable to consistently start tasks successfully.');
  });

  it.each([
    [reasons.RESOURCE_CPU, 'has insufficient CPU units available.'],
    [reasons.RESOURCE_MEMORY, 'has insufficient memory available.'],
    [reasons.RESOURCE_PORTS, 'is already using a port required by your task.'],
    [reasons.RESOURCE_ENI, 'encountered error "RESOURCE:ENI".'],
    [reasons.ATTRIBUTE, 'is missing an attribute required by your task.'],
    [reasons.AGENT, 'encountered error "AGENT".'],
  ])('P12.2: name the closest matching container instance and what it lacks (reason %d)', (reason, lacks) => {
    expect(message('PLACEMENT_FAILURE', reason, 0)).toBe(
      '(service web) was unable to place a task because no container instance met all of its requirements. ' +
        `The closest matching container-instance i-0 ${lacks}`,
    );
  });

  it('P12.1: say when the cluster has no container instance', () => {
    expect(message('PLACEMENT_FAILURE', reasons.NO_CONTAINER_INSTANCES)).toBe(
      '(service web) was unable to place a task because no container instance met all of its requirements. ' +
        'Reason: No Container Instances were found in your cluster.',
    );
  });

  it('say when the capacity provider is empty: no instance is closest then', () => {
    expect(message('PLACEMENT_FAILURE', reasons.EMPTY_CAPACITY_PROVIDER)).toContain('Reason: EMPTY CAPACITY PROVIDER.');
  });
});

describe('deployment events (P4.6, P4.15)', () => {
  it('name the deployment by its number', () => {
    expect(message('DEPLOYMENT_COMPLETED', 2)).toBe('(service web) (deployment ecs-svc/web-2) deployment completed.');
    expect(message('DEPLOYMENT_FAILED_ALARM', 2)).toContain('deployment failed: alarm detected.');
    expect(message('DEPLOYMENT_FAILED_TEST', 2)).toContain('deployment failed: lifecycle hook failed.');
    expect(message('DEPLOYMENT_FAILED', 2)).toBe(
      '(service web) (deployment ecs-svc/web-2) deployment failed: tasks failed to start.',
    );
    expect(message('ROLLING_BACK', 1)).toBe('(service web) rolling back to deployment ecs-svc/web-1.');
  });

  it('P3.26: say that protected tasks are more than desired', () => {
    expect(message('SCALE_IN_PROTECTED', 3)).toBe(
      '(service web) was unable to reach steady state because task set (ecs-svc/web-3) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.',
    );
  });

  it('P4.6: say that the configuration lets nothing start or stop', () => {
    expect(message('DEPLOYMENT_BLOCKED')).toBe(
      '(service web) was unable to stop or start tasks during a deployment because of the service deployment ' +
        'configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    );
  });
});

describe('placement failures on Fargate', () => {
  it('P8.4, P8.9, P12: are told with their reason, without a container instance', () => {
    expect(placementFailureMessage('web', reasons.RESOURCE_FARGATE)).toBe(
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    );
    expect(placementFailureMessage('web', reasons.VCPU_LIMIT)).toBe(
      "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
    );
  });

  it('P8.5, P12: a launch rate that is exceeded is told as throttling', () => {
    expect(placementFailureMessage('web', reasons.LAUNCH_RATE)).toBe(
      '(service web) operations are being throttled. Will try again later.',
    );
  });
});

describe('RunTask failures (P12)', () => {
  it('are the reason itself', () => {
    expect(runTaskFailure(reasons.RESOURCE_MEMORY)).toBe('RESOURCE:MEMORY');
  });

  it('P12.1: are an exception where the cluster has no container instance', () => {
    expect(runTaskFailure(reasons.NO_CONTAINER_INSTANCES)).toBe(
      'InvalidParameterException: No Container Instances were found in your cluster.',
    );
  });
});

describe('tasks that Spot or a zone takes away (P5.21, P11.5)', () => {
  it('say so by stop code and reason', () => {
    const of = (cause: (typeof STOP_CAUSES)[number]) => stopText(STOP_CAUSES.indexOf(cause), PARTIES, NONE);
    expect(of('SPOT_INTERRUPTION')).toMatchObject({
      stopCode: 'SpotInterruption',
      stoppedReason: 'Your Spot Task was interrupted.',
    });
    expect(of('INFRASTRUCTURE_FAILED').stopCode).toBe('InfrastructureHealth');
    expect(of('PLATFORM_RETIRED').stopCode).toBe('TerminationNotice');
  });
});

describe('stopped tasks (P11.5, P12)', () => {
  const stop = (cause: (typeof STOP_CAUSES)[number]) => stopText(STOP_CAUSES.indexOf(cause), PARTIES, NONE);

  it('an essential container exited', () => {
    expect(stop('ESSENTIAL_CONTAINER_EXITED')).toEqual({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containerReason: '',
    });
  });

  it('out of memory: only the container’s reason tells', () => {
    expect(stop('OUT_OF_MEMORY')).toEqual({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containerReason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  it('the EC2 instance has ended (P12), and a task of a DRAINING one (P2.12)', () => {
    expect(stop('HOST_TERMINATED')).toEqual({
      stopCode: '',
      stoppedReason: 'Host EC2 (instance i-0a) terminated.',
      containerReason: '',
    });
    expect(stop('DRAINED')).toEqual(stop('SCALE_IN'));
  });

  it('a scale-in and a failed start', () => {
    expect(stop('SCALE_IN')).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/web)',
    });
    expect(stop('REPLACED_BY_DEPLOYMENT')).toEqual(stop('SCALE_IN'));
    expect(stop('FAILED_HEALTH_CHECKS').stoppedReason).toBe('Task failed container health checks');
    expect(stop('FAILED_ELB_HEALTH_CHECKS')).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed ELB health checks in (target-group web-tg)',
    });
    expect(stop('TASK_FAILED_TO_START').stopCode).toBe('TaskFailedToStart');
  });

  it('P12: a failed start tells its reason, of a container only where it came to one', () => {
    const failed = (reason: number) => stopText(STOP_CAUSES.indexOf('TASK_FAILED_TO_START'), PARTIES, reason);
    const stoppedReason = START_FAILURES[PULL_TIMED_OUT]!.stoppedReason.replace('{image}', 'shop/web:1');
    expect(failed(PULL_TIMED_OUT)).toMatchObject({ stoppedReason, containerReason: stoppedReason });
    expect(failed(NO_FREE_ADDRESSES)).toMatchObject({
      stoppedReason: START_FAILURES[NO_FREE_ADDRESSES]!.stoppedReason,
      containerReason: '',
    });
  });
});
