import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import {
  attributeOfSpread,
  type ClusterState,
  groupNames,
  serviceGroup,
} from '../../../src/sim/state/cluster-state.ts';
import { HEALTHY, RUNNING, STOPPED, STOPPING } from '../../../src/sim/state/tasks.ts';
import { definition, fleet, input, service, source, template } from '../builders.ts';
import { clusterOf, runTaskOn } from '../clusters.ts';

const http = { protocol: 'tcp' as const, port: 80 };

/** Two instances in two zones; a service with host port 80 and an ENI runs a task on each. Every count is kept. */
function busyCluster(): ClusterState {
  const cluster = clusterOf(
    input({
      launchTemplates: [template({ gpuCount: 1 }), template({ gpuCount: 1, zone: 1 })],
      capacityProviders: [fleet([0, 1])],
      taskDefinitions: [definition({ gpuCount: 1, isAwsvpc: true, hostPorts: [http] })],
      services: [service()],
    }),
  );
  cluster.groups.countDesiredOnInstances(0);
  cluster.groups.countPresentOnInstances(0);
  cluster.groups.countByAttribute(0, 0, 3);
  for (const instance of [0, 1]) cluster.setHealthy(runTaskOn(cluster, instance));
  return cluster;
}

describe('ClusterState', () => {
  it('moves every count with a task from its creation to STOPPED', () => {
    const cluster = busyCluster();
    cluster.validate();
    const [task] = [cluster.firstOfWorkload[0]!];
    const instance = cluster.tasks.containerInstance[task]!;
    expect([cluster.activeCount[0], cluster.runningCount[0], cluster.healthyCount[0]]).toEqual([2, 2, 2]);
    cluster.setUndesired(task);
    cluster.setStatus(task, STOPPING, 5);
    cluster.validate();
    expect([
      cluster.activeCount[0],
      cluster.runningCount[0],
      cluster.healthyCount[0],
      cluster.stoppingCount[0],
    ]).toEqual([1, 1, 1, 1]);
    expect(cluster.containerInstances.remainingGpus[instance]).toBe(0);
    cluster.releaseTask(task, 9);
    cluster.validate();
    expect([cluster.activeCount[0], cluster.stoppingCount[0], cluster.tasks.rows.count]).toEqual([1, 0, 1]);
    expect(cluster.containerInstances.remainingGpus[instance]).toBe(1);
    expect(cluster.tasks.lastStatus[task]).toBe(STOPPED);
  });

  it('P3.11, P3.15: a stopping task leaves the counts of spread at once, and those of distinctInstance at STOPPED', () => {
    const cluster = busyCluster();
    const task = cluster.firstOfWorkload[0]!;
    const instance = cluster.tasks.containerInstance[task]!;
    cluster.setUndesired(task);
    expect(cluster.groups.desiredOnInstance[0]!.at(instance)).toBe(0);
    expect(cluster.groups.presentOnInstance[0]!.at(instance)).toBe(1);
    cluster.releaseTask(task, 0);
    expect(cluster.groups.presentOnInstance[0]!.at(instance)).toBe(0);
  });

  it('keeps the lists of an instance and of a workload whole when a task leaves from the middle', () => {
    const cluster = clusterOf(input({ services: [service()] }));
    const [first, middle, last] = [0, 1, 2].map(() => runTaskOn(cluster, 0)) as [number, number, number];
    for (const leaving of [middle, last, first]) {
      cluster.setUndesired(leaving);
      cluster.releaseTask(leaving, 0);
      cluster.validate();
    }
    expect([cluster.firstOfWorkload[0], cluster.containerInstances.firstTask[0]]).toEqual([NONE, NONE]);
  });

  it('refuses what cannot be: told to stop twice, healthy when stopping, STOPPED but wanted', () => {
    const cluster = busyCluster();
    const task = cluster.firstOfWorkload[0]!;
    expect(() => cluster.releaseTask(task, 0)).toThrow('not told to');
    cluster.setUndesired(task);
    expect(() => cluster.setUndesired(task)).toThrow('twice');
    expect(() => cluster.setHealthy(task)).toThrow('after it was told to stop');
  });

  it('names groups as ECS does, each once (P3.21)', () => {
    const both = input({
      services: [service({ serviceName: 'web' })],
      taskSources: [source({ group: 'family:etl' }), source({ group: 'family:etl' }), source({ group: 'nightly' })],
    });
    expect(serviceGroup('web')).toBe('service:web');
    expect(groupNames(both)).toEqual(['service:web', 'family:etl', 'nightly']);
  });

  it('P3.5: spreads over attributes, not over instanceId', () => {
    expect(attributeOfSpread({ type: 'spread', field: 'attribute:rack' })).toBe('rack');
    expect(attributeOfSpread({ type: 'spread', field: 'instanceId' })).toBe(null);
    expect(attributeOfSpread({ type: 'binpack', field: 'cpu' })).toBe(null);
  });

  const corruptions: Record<string, (cluster: ClusterState) => void> = {
    activeCount: (cluster) => cluster.activeCount[0]++,
    runningCount: (cluster) => cluster.runningCount[0]++,
    healthyCount: (cluster) => cluster.healthyCount[0]--,
    stoppingCount: (cluster) => cluster.stoppingCount[0]++,
    desiredInZone: (cluster) => cluster.desiredInZone[0]++,
    remainingCpuUnits: (cluster) => cluster.containerInstances.remainingCpuUnits[0]--,
    remainingMemoryMiB: (cluster) => cluster.containerInstances.remainingMemoryMiB[1]++,
    remainingGpus: (cluster) => cluster.containerInstances.remainingGpus[0]++,
    remainingEnis: (cluster) => cluster.containerInstances.remainingEnis[1]--,
    hostPortWords: (cluster) => {
      cluster.containerInstances.hostPortWords[0] = 0;
    },
    hostPortCount: (cluster) => cluster.containerInstances.hostPortCount[1]++,
    taskCount: (cluster) => cluster.containerInstances.taskCount[0]--,
    runningTaskCount: (cluster) => cluster.containerInstances.runningTaskCount[0]--,
    firstTask: (cluster) => {
      cluster.containerInstances.firstTask[0] = NONE;
    },
    'desired of a group on an instance': (cluster) => cluster.groups.desiredOnInstance[0]!.move(0, 1),
    'present of a group on an instance': (cluster) => cluster.groups.presentOnInstance[0]!.move(1, -1),
    'desired of a group by attribute value': (cluster) => cluster.groups.desiredByValue[0]![0]![1]++,
    'the status of a task': (cluster) => {
      cluster.tasks.lastStatus[0] = STOPPING;
    },
    'the health of a task': (cluster) => {
      cluster.tasks.health[0] = HEALTHY + 1;
    },
    'the desired status of a task': (cluster) => {
      cluster.tasks.isDesired[1] = 0;
    },
    'the instance of a task': (cluster) => {
      cluster.tasks.containerInstance[0] = 1;
    },
    'the list of a workload': (cluster) => {
      cluster.firstOfWorkload[0] = cluster.tasks.nextOfWorkload[cluster.firstOfWorkload[0]!]!;
    },
    'the count of waiting tasks': (cluster) => {
      cluster.waiting.count = 1;
    },
    'a task on an instance without its attributes': (cluster) => {
      cluster.requests[0]!.hasRequiredAttributes[1] = 0;
    },
    'a task outside its subnets': (cluster) => {
      cluster.requests[0]!.isInSubnets[1] = 0;
    },
    "a task on another provider's instance": (cluster) => {
      cluster.containerInstances.capacityProvider[0] = 1;
      Object.assign(cluster.requests[0]!, { capacityProvider: 0 });
    },
  };

  it.each(Object.keys(corruptions))('validate sees that %s is off', (name) => {
    const cluster = busyCluster();
    cluster.validate();
    corruptions[name]!(cluster);
    expect(() => cluster.validate()).toThrow();
  });

  it('counts RUNNING per instance for the query language (P3.20)', () => {
    const cluster = busyCluster();
    expect([...cluster.containerInstances.runningTaskCount.subarray(0, 2)]).toEqual([1, 1]);
    expect(cluster.tasks.lastStatus[0]).toBe(RUNNING);
  });
});
