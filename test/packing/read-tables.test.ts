import { describe, expect, it } from 'vitest';
import { readMachineTable, readTaskTable } from '../../src/packing/read-tables.ts';

describe('a table of tasks', () => {
  it('has our columns, and a row for so many alike', () => {
    const text = 'name,cpuUnits,memoryMiB,gpuCount,gpuModels,count\nweb,256,512,0,,2\nfit,4096,8192,1,T4|A10,1\n';
    expect(readTaskTable(text, 'tasks.csv').rows).toEqual([
      { name: 'web', cpuUnits: 256, memoryMiB: 512, gpuCount: 0, gpuModels: [] },
      { name: 'web', cpuUnits: 256, memoryMiB: 512, gpuCount: 0, gpuModels: [] },
      { name: 'fit', cpuUnits: 4096, memoryMiB: 8192, gpuCount: 1, gpuModels: ['T4', 'A10'] },
    ]);
  });

  it("has those of Alibaba's trace: thousandths of a core, asked for in whole units, and parts of a GPU as whole ones", () => {
    const text =
      'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\np0,12000,16384,1,1000,\np1,6001,1,1,460,V100M16\n';
    const { rows, notes } = readTaskTable(text, 'pods.csv');
    // 6001 / 1000 × 1024 = 6145.02
    expect(rows.map(({ cpuUnits, gpuCount }) => [cpuUnits, gpuCount])).toEqual([
      [12_288, 1],
      [6146, 1],
    ]);
    expect(notes).toEqual(['1 tasks of pods.csv ask for a part of a GPU: ECS gives whole ones (P1.17).']);
  });

  it('names the columns it lacks, with the nearest', () => {
    expect(() => readTaskTable('cpuUnit,memoryMiB\n1,2\n', 'tasks.csv')).toThrow(
      'tasks.csv:1:1: found columns cpuUnit, memoryMiB, expected a column cpuUnits; did you mean "cpuUnit"?',
    );
  });

  it('names line and column of every cell that is no amount', () => {
    const text = 'cpuUnits,memoryMiB,gpuModels\n-1,2,\n1,x,\n1,2,a b\n9999999999,1,\n';
    expect(() => readTaskTable(text, 'tasks.csv')).toThrow(
      [
        'tasks.csv:2:1 cpuUnits: found "-1", expected a number from 0 to 2147483647',
        'tasks.csv:3:3 memoryMiB: found "x", expected a number from 0 to 2147483647',
        'tasks.csv:4:5 gpuModels: found "a b", expected models of GPU joined by |, each of letters, digits and . _ / : @ -',
        'tasks.csv:5:1 cpuUnits: found "9999999999", expected a number from 0 to 2147483647',
      ].join('\n'),
    );
  });

  it('has a row at least', () => {
    expect(() => readTaskTable('cpuUnits,memoryMiB\n', 'tasks.csv')).toThrow(
      'tasks.csv: found no rows, expected a row each',
    );
  });
});

describe('a table of machines', () => {
  it('has what is there in whole units, rounded down, with model and zone', () => {
    const text = 'sn,cpu_milli,memory_mib,gpu,model,zone\nn0,32001,262144,2,P100,a\n';
    expect(readMachineTable(text, 'nodes.csv').rows).toEqual([
      { name: 'n0', cpuUnits: 32_769, memoryMiB: 262_144, gpuCount: 2, gpuModel: 'P100', availabilityZone: 'a' },
    ]);
  });

  it('reads vCPU and GiB', () => {
    const [row] = readMachineTable('vcpu,memoryGiB\n4,15.5\n', 'machines.csv').rows;
    expect(row).toMatchObject({ name: 'row 1', cpuUnits: 4096, memoryMiB: 15_872, gpuCount: 0, gpuModel: '' });
  });
});
