import { describe, expect, it } from 'vitest';
import { readPackingBench } from '../../src/packing/read-bench.ts';
import { DEFAULT_CHAINS } from '../../src/packing/strategy-chains.ts';

const FILES: Readonly<Record<string, string>> = {
  'in/tasks.csv': 'cpuUnits,memoryMiB\n1,2\n',
  'in/machines.csv': 'cpuUnits,memoryMiB\n4,8\n',
  'in/broken.csv': 'cpuUnits,memoryMiB\nx,8\n',
};

function read(text: string) {
  const readFile = (path: string) => {
    const content = path === 'in/bench.yaml' ? text : FILES[path];
    if (content === undefined) throw Object.assign(new Error('missing'), { code: 'ENOENT' });
    return content;
  };
  return readPackingBench('in/bench.yaml', {
    readFile,
    readBlocks: (path) => [readFile(path)],
    listDirectory: () => Object.keys(FILES).map((name) => name.replace('in/', '')),
    readStandardInput: () => Promise.resolve(text),
  });
}

const HEAD = 'packing: 1\nname: bench\n';
const CASES = 'cases:\n  - { name: one, tasks: tasks.csv, machines: machines.csv }\n';

describe('the file of a bench', () => {
  it('names tables beside it; strategies, seeds and order have defaults', async () => {
    const bench = await read(HEAD + CASES);
    expect(bench).toMatchObject({ name: 'bench', seed: '1', seeds: 10, order: 'shuffled' });
    expect(bench.chains.map(({ name }) => name)).toEqual(DEFAULT_CHAINS);
    expect(bench.cases[0]).toMatchObject({ name: 'one', open: 'all', optimum: null });
    expect(bench.cases[0]!.tasks).toHaveLength(1);
  });

  it('tells every fault at once, with its place', async () => {
    const text = `${HEAD}strategies: [binpack(cpu), bestfit]\nseeds: 0\n${CASES}  - { name: one, tasks: tasks.csv, machines: m.csv }\n`;
    await expect(read(text)).rejects.toThrow(
      /in\/bench.yaml:3:28 strategies\[1\]: found "bestfit".*did you mean "best-fit"/s,
    );
    await expect(read(text)).rejects.toThrow(/in\/bench.yaml:4:8 seeds: found 0/);
    await expect(read(text)).rejects.toThrow(
      /in\/bench.yaml:7:13 cases\[1\].name: found "one", expected a name of its own/,
    );
  });

  it('tells a table that is missing, with the nearest name, and cells that cannot be read, of all tables at once', async () => {
    const text = `${HEAD}cases:\n  - { name: one, tasks: task.csv, machines: broken.csv }\n`;
    await expect(read(text)).rejects.toThrow(
      'in/bench.yaml:4:25 cases[0].tasks: found "task.csv", no such file, expected a CSV table; did you mean "tasks.csv"?\n' +
        'in/broken.csv:2:1 cpuUnits: found "x", expected a number from 0 to 2147483647',
    );
  });
});
