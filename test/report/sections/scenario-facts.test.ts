import { describe, expect, it } from 'vitest';
import { scenarioFacts } from '../../../src/report/sections/scenario-facts.ts';
import { clusterResultOf, recordingOf, runOf } from '../../recordings.ts';
import { build } from '../blocks.ts';

describe('the scenario', () => {
  it('has all that another run of it needs', () => {
    const run = runOf([clusterResultOf(recordingOf())], { seed: '7', region: 'eu-west-1' });
    expect(Object.fromEntries(build(scenarioFacts, run).rows)).toEqual({
      Description: 'A web shop over two hours',
      Region: 'eu-west-1',
      'Simulated time': '2h',
      Start: '2026-03-02 00:00 UTC',
      Seed: '7',
      Clusters: 'shop',
      'Rates of': 'undated',
      'Events processed': '1,000',
      Engine: 'plimsoll 0.1.0',
    });
  });

  it('leaves out a description that is none', () => {
    const run = runOf([clusterResultOf(recordingOf())], { description: '' });
    expect(build(scenarioFacts, run).rows.map(([fact]) => fact)).not.toContain('Description');
  });
});
