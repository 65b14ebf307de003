import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScenarioError } from '../../src/base/errors.ts';
import { readWithSettings, setOption } from '../../src/cli/settings.ts';
import { scenarioText, service } from '../scenario/scenario-texts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('--set may stand several times, and not at all', () => {
  const parse = (...args: string[]) => {
    const command = new Command('run').addOption(setOption());
    return command.parse(args, { from: 'user' }).opts().set;
  };
  expect(parse()).toEqual([]);
  expect(parse('--set', 'duration=2d', '--set', 'seed=3')).toEqual(['duration=2d', 'seed=3']);
});

it('the settings are in the scenario that is read', async () => {
  const file = join(folder, 's.json');
  writeFileSync(file, scenarioText({ services: [service()] }));
  const scenario = await readWithSettings(file, ['clusters.main.services.web.desiredCount=7', 'seed=9']);
  expect([scenario.seed, scenario.clusters[0]!.services[0]!.desiredCount]).toEqual(['9', 7]);
  await expect(readWithSettings(file, ['sed=9'])).rejects.toThrow(ScenarioError);
});
