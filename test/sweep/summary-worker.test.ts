import { expect, it } from 'vitest';
import { committableUsage } from '../../src/pricing/committable-usage.ts';
import { summarise } from '../../src/report/summary.ts';
import { compileScenario } from '../../src/scenario/compile.ts';
import { runScenario } from '../../src/sweep/run-scenario.ts';
import runReplication from '../../src/sweep/summary-worker.ts';
import { read, scenarioText, service } from '../scenario/scenario-texts.ts';

it('gives the summary of plimsoll run with that seed, and what a commitment could cover of it', async () => {
  const scenario = read(scenarioText({ services: [service()] }, { duration: '1h' }));
  const run = await runScenario(compileScenario(scenario, { seed: '7-r2' }), { threads: 1 });
  const figures = runReplication({ scenario, seed: '7-r2' });
  expect(figures.summary).toEqual(summarise(run));
  expect(figures.usage).toEqual(committableUsage(run.clusters));
});
