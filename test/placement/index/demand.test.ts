import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { type Demand, isOpen, isOpenTo, nameDemand } from '../../../src/placement/index/demand.ts';
import { createConstraint } from '../../../src/placement/registry.ts';
import type { PlacementConstraintInput } from '../../../src/sim/state/input.ts';
import { SmallCluster, type SmallClusterParts } from '../small-cluster.ts';

const distinct = { type: 'distinctInstance', expression: '' } as const;
const memberOf = (expression: string) => ({ type: 'memberOf', expression }) as const;

/** What the first request of `web` (group 0), or of `other` (1), asks under those constraints. */
function demandOf(small: SmallCluster, constraints: readonly PlacementConstraintInput[] = [], group = 0): Demand {
  const context = { cluster: small.cluster, group, random: new Streams('1').get('demand'), mix: [] };
  const count = small.cluster.input.taskDefinitions.length;
  return {
    request: small.cluster.requests[group * count]!,
    constraints: constraints.map((constraint) => createConstraint(constraint, context)),
  };
}

function openTo(parts: SmallClusterParts, constraints: readonly PlacementConstraintInput[] = []) {
  const small = new SmallCluster(parts);
  const demand = demandOf(small, constraints);
  return parts.instances.map((_, template) => isOpenTo(template, demand, small.cluster));
}

describe('nameDemand', () => {
  it('is one name for two services that ask the same, and not where distinctInstance tells them apart', () => {
    const small = new SmallCluster({ instances: [{}] });
    const names = [0, 1].map((group) => nameDemand(demandOf(small, [memberOf('attribute:rack exists')], group)));
    expect(names[0]).toBe(names[1]);
    const apart = [0, 1].map((group) => nameDemand(demandOf(small, [distinct], group)));
    expect(apart[0]).not.toBe(apart[1]);
  });

  it.each<[string, SmallClusterParts['definitions']]>([
    ['CPU', [{ cpuUnits: 1 }]],
    ['memory', [{ memoryMiB: 1 }]],
    ['GPUs', [{ gpuCount: 1 }]],
    ['an ENI', [{ isAwsvpc: true }]],
    ['an architecture', [{ architecture: 'arm64' }]],
  ])('differs by %s', (_, definitions) => {
    const instances = [{}];
    const [plain, other] = [[{}], definitions!].map((all) => new SmallCluster({ instances, definitions: all }));
    expect(nameDemand(demandOf(plain!))).not.toBe(nameDemand(demandOf(other!)));
  });

  it('differs by the host port, though as many are asked for', () => {
    const hostPorts = [80, 81].map((port) => [{ protocol: 'tcp' as const, port }]);
    const small = new SmallCluster({ instances: [{}], definitions: hostPorts.map((ports) => ({ hostPorts: ports })) });
    const [a, b] = small.cluster.requests;
    expect(nameDemand({ request: a!, constraints: [] })).not.toBe(nameDemand({ request: b!, constraints: [] }));
  });
});

describe('isOpenTo', () => {
  it('P3.4: only templates of the capacity provider', () => {
    expect(openTo({ instances: [{}, { capacityProvider: 1 }], provider: 1 })).toEqual([false, true]);
  });

  it('P1.16, P3.1: only templates with the required attributes, in a zone that the subnets reach', () => {
    const instances = [{}, { architecture: 'arm64' as const }, { architecture: 'arm64' as const, zone: 1 }];
    expect(openTo({ instances, definitions: [{ architecture: 'arm64' }] })).toEqual([false, true, true]);
    const awsvpc = { instances, definitions: [{ architecture: 'arm64' as const, isAwsvpc: true }], zones: [1] };
    expect(openTo(awsvpc)).toEqual([false, false, true]);
  });

  it('P3.18: says of memberOf what the attributes alone tell, and of no instance what tasks decide', () => {
    const instances = [{ attributes: { rack: 'a' } }, { attributes: { rack: 'b' } }];
    expect(openTo({ instances }, [memberOf('attribute:rack == a')])).toEqual([true, false]);
    expect(openTo({ instances }, [memberOf('attribute:rack == a or runningTasksCount < 1')])).toEqual([true, null]);
    expect(openTo({ instances }, [memberOf('attribute:rack == a and runningTasksCount < 1')])).toEqual([null, false]);
    expect(openTo({ instances }, [memberOf('not(registeredAt > 1970-01-01T00:00:02)')])).toEqual([null, null]);
  });

  it('P1.26: with a host port the instance has to be asked', () => {
    const hostPorts = [{ protocol: 'tcp' as const, port: 80 }];
    expect(openTo({ instances: [{}], definitions: [{ hostPorts }] })).toEqual([null]);
  });
});

describe('isOpen', () => {
  it('P1.26, P3.21: asks the instance for free ports and for what its tasks decide', () => {
    const hostPorts = [{ protocol: 'tcp' as const, port: 80 }];
    const small = new SmallCluster({ instances: [{}, {}, {}], definitions: [{ hostPorts }, {}] });
    const demand = demandOf(small, [memberOf('not(task:group == service:other)')]);
    small.put(0);
    small.put(1, 1, 1);
    expect([0, 1, 2].map((row) => isOpen(row, demand, small.cluster))).toEqual([false, false, true]);
  });
});
