import { describe, expect, it } from 'vitest';
import { SmallCluster, type SmallClusterParts } from '../small-cluster.ts';

const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'tcp' as const, port }));

function firstPlace(parts: SmallClusterParts): number | string {
  return new SmallCluster(parts).place();
}

describe('resources', () => {
  it('P1.26: a host port is taken per instance and protocol, from placement until STOPPED', () => {
    const small = new SmallCluster({
      instances: [{}],
      definitions: [{ hostPorts: tcp(80) }, { hostPorts: [{ protocol: 'udp', port: 80 }] }],
    });
    expect([small.place(), small.place(), small.place(1)]).toEqual([0, 'RESOURCE:PORTS', 0]);
    small.cluster.setUndesired(0);
    expect(small.place()).toBe('RESOURCE:PORTS');
    small.cluster.releaseTask(0, 0);
    expect(small.place()).toBe(0);
  });

  it('P2.6: the ports of the agent are taken too', () => {
    expect(firstPlace({ instances: [{ reservedPorts: tcp(22) }], definitions: [{ hostPorts: tcp(22) }] })).toBe(
      'RESOURCE:PORTS',
    );
  });

  it('P1.28: an instance reserves at most 100 host ports, those of the agent counted', () => {
    const of = (count: number) => tcp(...Array.from({ length: count }, (_, index) => 1000 + index));
    const instances = (count: number) => [{ reservedPorts: of(count) }];
    expect(firstPlace({ instances: instances(99), definitions: [{ hostPorts: tcp(80) }] })).toBe(0);
    expect(firstPlace({ instances: instances(100), definitions: [{ hostPorts: tcp(80) }] })).toBe('RESOURCE:PORTS');
  });

  it('P1.27: a task without static ports is placed however many are reserved', () => {
    const full = Array.from({ length: 100 }, (_, index) => 1000 + index);
    expect(firstPlace({ instances: [{ reservedPorts: tcp(...full) }] })).toBe(0);
  });

  it('P1.17: a GPU task needs an instance with that many free GPUs', () => {
    const small = new SmallCluster({
      instances: [{}, { gpuCount: 3 }],
      definitions: [{ gpuCount: 2, cpuUnits: 1 }],
    });
    expect([small.place(), small.place()]).toEqual([1, 'RESOURCE:GPU']);
  });

  it('P2.7: c5.large takes two awsvpc tasks without trunking, and bridge tasks beside them', () => {
    const small = new SmallCluster({
      instances: [{ instanceType: 'c5.large', awsvpcTaskLimit: 2 }],
      definitions: [{ isAwsvpc: true }, {}],
    });
    expect([small.place(), small.place(), small.place(), small.place(1)]).toEqual([0, 0, 'RESOURCE:ENI', 0]);
  });

  it('P2.8: c5.large takes ten with trunking', () => {
    const small = new SmallCluster({
      instances: [{ instanceType: 'c5.large', awsvpcTaskLimit: 10 }],
      definitions: [{ isAwsvpc: true, cpuUnits: 1, memoryMiB: 4 }],
    });
    expect(Array.from({ length: 11 }, () => small.place())).toEqual([...new Array(10).fill(0), 'RESOURCE:ENI']);
  });

  it('P1.16: an ARM64 task goes to arm64 instances only', () => {
    const instances = [{}, { architecture: 'arm64' as const }];
    expect(firstPlace({ instances, definitions: [{ architecture: 'arm64' }] })).toBe(1);
    expect(firstPlace({ instances: instances.slice(0, 1), definitions: [{ architecture: 'arm64' }] })).toBe(
      'ATTRIBUTE',
    );
  });

  it('P2.9: tasks are placed on ACTIVE instances with a connected agent only', () => {
    const small = new SmallCluster({ instances: [{}] });
    small.cluster.setAgentConnected(0, false);
    expect(small.place()).toBe('AGENT');
    small.cluster.setAgentConnected(0, true);
    expect(small.place()).toBe(0);
  });

  it('P12 LOCATION: an awsvpc task goes where its subnets are', () => {
    const definitions = [{ isAwsvpc: true }];
    expect(firstPlace({ instances: [{ zone: 0 }, { zone: 1 }], definitions, zones: [1] })).toBe(1);
    expect(firstPlace({ instances: [{ zone: 0 }], definitions, zones: [1] })).toBe('LOCATION');
  });
});
