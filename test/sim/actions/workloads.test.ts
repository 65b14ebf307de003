import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { NONE } from '../../../src/base/units.ts';
import { Workloads } from '../../../src/sim/actions/workloads.ts';
import { Recorder } from '../../../src/sim/record/recorder.ts';
import { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { definition, FARGATE, fleet, input, service, source } from '../builders.ts';

function open(parts: Partial<SimulationInput>): { workloads: Workloads; cluster: ClusterState } {
  const cluster = new ClusterState(input(parts));
  return { workloads: new Workloads(cluster, new Recorder(cluster), new Streams(1)), cluster };
}

const onBoth = {
  strategy: [
    { capacityProvider: 0, base: 0, weight: 1 },
    { capacityProvider: 1, base: 0, weight: 1 },
  ],
};

describe('Workloads', () => {
  it('has services first, then sources, each with a request per strategy item and task definition', () => {
    const { workloads, cluster } = open({
      capacityProviders: [fleet([0]), FARGATE],
      taskDefinitions: [definition(), definition({ cpuUnits: 512 })],
      services: [service({ capacity: onBoth })],
      taskSources: [
        source({
          capacity: { launchType: 'EC2' },
          arrivals: {
            kind: 'list',
            atMs: Float64Array.of(0, 1),
            durationMs: null,
            taskDefinition: Int32Array.of(1, 0),
          },
        }),
      ],
    });
    expect([workloads.count, workloads.serviceCount]).toEqual([2, 1]);
    expect([workloads.isService(0), workloads.isService(1)]).toEqual([true, false]);
    expect(workloads.requestsOf.map((requests) => requests.length)).toEqual([2, 2]);
    const [onFleet, onFargate] = [workloads.requestOf(0, 0, 0), workloads.requestOf(0, 1, 0)];
    expect([workloads.pipelines[onFleet] === null, workloads.pipelines[onFargate] === null]).toEqual([false, true]);
    expect([workloads.meters[onFleet], workloads.meters[onFargate]]).toEqual([NONE, 0]);
    expect(cluster.requests[workloads.requestOf(1, 0, 1)]).toMatchObject({ cpuUnits: 512, capacityProvider: NONE });
    expect(() => workloads.requestOf(0, 0, 1)).toThrow('did not name');
  });

  it('P5.3: chooses by the tasks that a service has, less those told to stop', () => {
    const { workloads } = open({ capacityProviders: [fleet([0]), FARGATE], services: [service({ capacity: onBoth })] });
    expect(workloads.chooseItem(0)).toBe(0);
    workloads.countItem(0, 0, 1);
    expect(workloads.chooseItem(0)).toBe(1);
    workloads.countItem(0, 0, -1);
    expect(workloads.chooseItem(0)).toBe(0);
  });

  it('P5.1: a strategy with weights of 0 alone and a full base has no room', () => {
    const strategy = [
      { capacityProvider: 0, base: 1, weight: 0 },
      { capacityProvider: 1, base: 0, weight: 0 },
    ];
    const { workloads } = open({
      capacityProviders: [fleet([0]), fleet([])],
      services: [service({ capacity: { strategy } })],
    });
    workloads.countItem(0, 0, 1);
    expect(() => workloads.chooseItem(0)).toThrow('no weight above 0');
  });

  it('names the stages of placement, and none on Fargate alone', () => {
    const onFargate = { strategy: [{ capacityProvider: 1, base: 0, weight: 1 }] };
    const { workloads } = open({
      capacityProviders: [fleet([0]), FARGATE],
      services: [service(), service({ serviceName: 'cloud', capacity: onFargate })],
    });
    const [web, cloud] = workloads.stageNames();
    expect(web!.length).toBeGreaterThan(0);
    expect(cloud).toEqual([]);
  });

  it('P3.20, P3.21: knows whose constraints look at other tasks', () => {
    const memberOf = (expression: string) => [{ type: 'memberOf' as const, expression }];
    const { workloads } = open({
      taskDefinitions: [definition(), definition({ memberOf: ['task:group == db'] })],
      services: [
        service({ serviceName: 'a', placementConstraints: memberOf('attribute:ecs.instance-type == m6i.large') }),
        service({ serviceName: 'b', placementConstraints: memberOf('runningTasksCount < 2') }),
        service({ serviceName: 'c', taskDefinition: 1 }),
      ],
    });
    expect(workloads.requestsOf.map(([request]) => workloads.looksAtTasks[request!])).toEqual([false, true, true]);
  });
});
