import { describe, expect, it } from 'vitest';
import { formatIssue, ScenarioError } from '../../src/base/errors.ts';
import { parseSetting } from '../../src/scenario/overrides.ts';
import { readVariants } from '../../src/scenario/variants.ts';
import { memoryIo, scenarioText, service } from './scenario-texts.ts';

const text = (variants: unknown) => scenarioText({ services: [service()] }, variants === undefined ? {} : { variants });
const read = (variants: unknown, settings: readonly string[] = []) =>
  readVariants('s.json', settings.map(parseSetting), memoryIo({ 's.json': text(variants) }));

async function issuesOf(variants: unknown): Promise<string[]> {
  const error = await read(variants).catch((thrown: unknown) => thrown);
  if (error instanceof ScenarioError) return error.issues.map(formatIssue);
  throw new Error('nothing was thrown');
}

describe('the variants of a scenario', () => {
  it('stand behind the scenario as it is, each with its changes', async () => {
    const variants = await read([
      { name: 'five', description: 'Five tasks', set: { 'clusters.main.services.web.desiredCount': 5 } },
      { name: 'longer', set: { duration: '2d', description: null } },
    ]);
    expect(variants.map(({ name, description, changes }) => [name, description, changes])).toEqual([
      ['baseline', 'The scenario as it stands.', []],
      ['five', 'Five tasks', ['clusters.main.services.web.desiredCount = 5']],
      ['longer', '', ['duration = "2d"', 'description = null']],
    ]);
    expect(variants.map(({ scenario }) => scenario.clusters[0]!.services[0]!.desiredCount)).toEqual([2, 5, 2]);
    expect(variants[2]!.scenario.durationMs).toBe(2 * variants[0]!.scenario.durationMs);
  });

  it('are over what is set for all of them', async () => {
    const variants = await read(
      [{ name: 'five', set: { 'clusters.main.services.web.desiredCount': 5 } }],
      ['clusters.main.services.web.desiredCount=3', 'seed=9'],
    );
    expect(variants.map(({ scenario }) => scenario.clusters[0]!.services[0]!.desiredCount)).toEqual([3, 5]);
    expect(variants.map(({ scenario }) => scenario.seed)).toEqual(['9', '9']);
  });

  it('need not be there', async () => {
    expect((await read(undefined)).map(({ name }) => name)).toEqual(['baseline']);
  });

  it('have the faults of all told at once, each where it stands', async () => {
    const issues = await issuesOf([
      { name: 'a', set: { 'clusters.main.services.wbe.desiredCount': 5 } },
      { name: 'a', set: { 'clusters.main.services.web.desiredCount': -5 } },
    ]);
    expect(issues).toHaveLength(3);
    expect(issues[0]).toMatch(
      /^s\.json:\d+:\d+ variants\[1\]\.name: found a second variant "a", expected each name once/,
    );
    expect(issues[1]).toMatch(/^s\.json:\d+:\d+ clusters\[0\]\.services\.wbe: .*did you mean "web"\?$/);
    expect(issues[2]).toMatch(/^s\.json:\d+:\d+ clusters\[0\]\.services\[0\]\.desiredCount: found -5/);
  });

  it.each([
    [[{ name: 'baseline', set: {} }], 'another name than baseline'],
    [[{ name: '../x', set: {} }], 'a name of up to 60'],
    [[{ name: 'x' }], 'set: found nothing'],
    [[], 'a list of at least 1 item'],
  ])('%j is refused', async (variants, words) => {
    expect((await issuesOf(variants)).join('\n')).toContain(words);
  });
});
