import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decide } from '../../../../src/cli/commands/place/decide.ts';
import { describedInstance } from './described.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-decide-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, value: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, name);
}

const options = {
  containerInstances: file('instances.json', [
    describedInstance(1, { remainingMemoryMiB: 1000 }),
    describedInstance(2),
  ]),
  taskDefinition: file('web.json', { containerDefinitions: [{ name: 'web', image: 'web', memory: 800 }] }),
  count: 2,
  strategy: ['type=binpack,field=memory'],
  constraint: [],
  seed: '0',
  format: 'json',
} as const;

describe('decide', () => {
  it('P3.3: each task sees the ones before it, with the candidates after each stage', async () => {
    const { decisions, stageNames } = await decide(options);
    expect(stageNames).toEqual(['resources', 'binpack(memory)']);
    expect(decisions.map(({ instance, candidates }) => [instance?.ec2InstanceId?.at(-1), candidates])).toEqual([
      ['1', [2, 1]],
      ['2', [1, 1]],
    ]);
  });

  it('P3.5: without a group the tasks are of their family, here that of the file', async () => {
    expect((await decide(options)).notes[0]).toContain('group family:web');
  });

  it('reads standard input once at most', async () => {
    await expect(decide({ ...options, containerInstances: '-', taskDefinition: '-' })).rejects.toThrow('- for 2 files');
  });
});
