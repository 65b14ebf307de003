/** Worked examples that others publish, run whenever ../shared is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/scenario/document.ts';
import { ec2Reservation, hostPorts } from '../../src/scenario/ecs/reservation.ts';
import { readTaskDefinition } from '../../src/scenario/ecs/task-definition.ts';
import type { TaskDefinitionInput } from '../../src/sim/state/input.ts';
import { root } from '../sources.ts';
import { SmallCluster } from './small-cluster.ts';

const folder = join(process.env.PLIMSOLL_SHARED ?? join(root, '../shared'), 'corpus/worked-examples');
const isThere = existsSync(folder);

interface MotoCase {
  readonly test: string;
  readonly instance: { readonly CPU: number; readonly MEMORY: number; readonly PORTS: readonly string[] } | null;
  readonly containerDefinitions: readonly unknown[];
  readonly count: number;
  readonly expected: {
    readonly placed: number;
    readonly remaining?: { readonly CPU: number; readonly MEMORY: number; readonly ports_added: readonly string[] };
  };
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

/** What a task of these containers reserves, read and added up as a scenario's is. */
function reserves(containerDefinitions: readonly unknown[]): Partial<TaskDefinitionInput> {
  const text = JSON.stringify({ family: 'moto', containerDefinitions });
  const { value } = readTaskDefinition(parseDocument(text, 'moto.json'));
  if (value === undefined) throw new Error(`${text} is refused`);
  const ports = hostPorts(value).map(({ protocol, hostPort }) => ({ protocol, port: hostPort }));
  return { ...ec2Reservation(value), hostPorts: ports };
}

function clusterOf({ instance, containerDefinitions }: MotoCase): SmallCluster {
  const reservedPorts = (instance?.PORTS ?? []).map((port) => ({ protocol: 'tcp' as const, port: Number(port) }));
  const { CPU: cpuUnits = 0, MEMORY: memoryMiB = 0 } = instance ?? {};
  return new SmallCluster({
    instances: [{ cpuUnits, memoryMiB, reservedPorts }],
    definitions: [reserves(containerDefinitions)],
  });
}

describe.skipIf(!isThere)('published worked examples', () => {
  const cases = isThere ? readJson<{ cases: MotoCase[] }>('getmoto__moto__placement-cases.json').cases : [];
  const onInstances = cases.filter(({ instance }) => instance !== null);

  it('are there', () => {
    expect(onInstances.length).toBe(4);
  });

  it.each(onInstances)('$test: as many tasks are placed, and as much remains', (one) => {
    const small = clusterOf(one);
    const { remainingCpuUnits, remainingMemoryMiB, hostPortCount } = small.cluster.containerInstances;
    const portsBefore = hostPortCount[0]!;
    const placed = Array.from({ length: one.count }, () => small.place()).filter((row) => row === 0);
    expect(placed.length).toBe(one.expected.placed);
    const { remaining } = one.expected;
    if (remaining === undefined) return;
    expect([remainingCpuUnits[0], remainingMemoryMiB[0], hostPortCount[0]]).toEqual([
      remaining.CPU,
      remaining.MEMORY,
      portsBefore + remaining.ports_added.length,
    ]);
    small.stop(0);
    expect([remainingCpuUnits[0], remainingMemoryMiB[0], hostPortCount[0]]).toEqual([
      one.instance?.CPU,
      one.instance?.MEMORY,
      portsBefore,
    ]);
  });

  interface Published {
    readonly id: string;
    readonly given: { readonly instances_free_memory_gb: readonly number[]; readonly task_memory_gb: number };
    readonly expected: { readonly chosen_free_memory_gb: number };
  }

  it('P3.6: binpack-2-4-6 is placed where it says', () => {
    const all = readJson<{ examples: Published[] }>('published-examples.json').examples;
    const example = all.find(({ id }) => id === 'binpack-2-4-6')!;
    const { instances_free_memory_gb: free, task_memory_gb: task } = example.given;
    const small = new SmallCluster({
      instances: free.map((gb) => ({ memoryMiB: gb * 1024 })).reverse(),
      definitions: [{ memoryMiB: task * 1024 }],
      strategies: [{ type: 'binpack', field: 'memory' }],
    });
    expect(free.toReversed()[small.place() as number]).toBe(example.expected.chosen_free_memory_gb);
  });

  it('P2.4: task-8192-on-m4-large is not placed on the 7985 MiB that it registers (P2.2)', () => {
    const small = new SmallCluster({ instances: [{ memoryMiB: 7985 }], definitions: [{ memoryMiB: 8192 }] });
    expect(small.place()).toBe('RESOURCE:MEMORY');
  });
});
