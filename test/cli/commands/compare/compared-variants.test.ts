import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparedVariants, onlyVariant } from '../../../../src/cli/commands/compare/compared-variants.ts';
import { scenarioText, service } from '../../../scenario/scenario-texts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-compared-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, top: object = {}): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, scenarioText({ services: [service()] }, { name, description: `The ${name}`, ...top }));
  return path;
}

describe('what is compared', () => {
  it('is the scenario of one file with its variants', async () => {
    const variants = await comparedVariants([file('a', { variants: [{ name: 'b', set: { seed: 2 } }] })], ['seed=3']);
    expect(variants.map(({ name, scenario }) => [name, scenario.seed])).toEqual([
      ['baseline', '3'],
      ['b', '2'],
    ]);
  });

  it('are several files as they stand, by the names of their scenarios', async () => {
    const variants = await comparedVariants([file('a', { variants: [{ name: 'x', set: {} }] }), file('b')], []);
    expect(variants.map(({ name, description }) => [name, description])).toEqual([
      ['a', 'The a'],
      ['b', 'The b'],
    ]);
  });

  it('are told apart by their files where a name repeats', async () => {
    const files = [file('a'), file('b', { name: 'a' })];
    expect((await comparedVariants(files, [])).map(({ name }) => name)).toEqual(files);
  });

  it('is more than one scenario', async () => {
    await expect(comparedVariants([file('a')], [])).rejects.toThrow('expected variants in it, or more files');
  });

  it('has the issues of all files told at once', async () => {
    const files = [file('a', { duration: 0 }), file('b', { region: 'us-esat-1' })];
    await expect(comparedVariants(files, [])).rejects.toThrow(/a\.json.*\n.*b\.json/);
  });
});

describe('what launch types are made of', () => {
  it('is one scenario as it stands', async () => {
    const baseline = await onlyVariant([file('a', { variants: [{ name: 'x', set: {} }] })], ['seed=3']);
    expect([baseline.name, baseline.scenario.seed]).toEqual(['baseline', '3']);
    await expect(onlyVariant([file('a'), file('b')], [])).rejects.toThrow('expected one scenario with --launch-types');
  });
});
