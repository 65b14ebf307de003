import { describe, expect, it } from 'vitest';
import { DRAINING } from '../../src/sim/state/container-instances.ts';
import { SmallCluster, type SmallClusterParts } from './small-cluster.ts';

/** Why the first task finds no place, and the instance that comes closest. */
function explain(parts: SmallClusterParts) {
  const small = new SmallCluster(parts);
  return [small.place(), small.pipeline.closestInstance];
}

describe('ClosestInstance', () => {
  it('P12.2: reports the instance that fails the fewest filters', () => {
    const instances = [{ cpuUnits: 0, memoryMiB: 0 }, { memoryMiB: 0 }, { cpuUnits: 0, memoryMiB: 0 }];
    expect(explain({ instances })).toEqual(['RESOURCE:MEMORY', 1]);
  });

  it('P12.2: of what it fails, the first in the order CPU, MEMORY, PORTS, GPU, ENI, ATTRIBUTE, AGENT', () => {
    const poor = {
      cpuUnits: 0,
      memoryMiB: 0,
      reservedPorts: [{ protocol: 'tcp' as const, port: 80 }],
      awsvpcTaskLimit: 0,
    };
    const wants = { gpuCount: 1, isAwsvpc: true, hostPorts: poor.reservedPorts, architecture: 'arm64' as const };
    const better = [
      { ...poor },
      { ...poor, cpuUnits: 2048 },
      { ...poor, cpuUnits: 2048, memoryMiB: 4000 },
      { ...poor, cpuUnits: 2048, memoryMiB: 4000, reservedPorts: [] },
      { ...poor, cpuUnits: 2048, memoryMiB: 4000, reservedPorts: [], gpuCount: 1 },
      { ...poor, cpuUnits: 2048, memoryMiB: 4000, reservedPorts: [], gpuCount: 1, awsvpcTaskLimit: 1 },
    ];
    const reasons = better.map((instance) => explain({ instances: [instance], definitions: [wants] })[0]);
    expect(reasons).toEqual([
      'RESOURCE:CPU',
      'RESOURCE:MEMORY',
      'RESOURCE:PORTS',
      'RESOURCE:GPU',
      'RESOURCE:ENI',
      'ATTRIBUTE',
    ]);
  });

  it('P12.2: of equals the first registered', () => {
    expect(explain({ instances: [{ memoryMiB: 0 }, { cpuUnits: 0 }] })).toEqual(['RESOURCE:MEMORY', 0]);
  });

  it('P12.1: without an instance that takes tasks, says so for launch type EC2 and for a capacity provider', () => {
    expect(explain({ instances: [] })).toEqual(['No Container Instances were found in your cluster.', -1]);
    expect(explain({ instances: [{}], provider: 1 })).toEqual(['EMPTY CAPACITY PROVIDER', -1]);
  });

  it('P2.12: a DRAINING instance is none that comes close', () => {
    const small = new SmallCluster({ instances: [{}] });
    small.cluster.setInstanceStatus(0, DRAINING);
    expect(small.place()).toBe('No Container Instances were found in your cluster.');
  });
});
