import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { summaryFigures } from '../../src/report/figures.ts';
import { summarise } from '../../src/report/summary.ts';
import { compileScenario } from '../../src/scenario/compile.ts';
import { readScenarioFile } from '../../src/scenario/read.ts';
import { parseBundle } from '../../src/sweep/bundle.ts';
import { PointEvaluator } from '../../src/sweep/evaluate-point.ts';
import { readSweepFile } from '../../src/sweep/read-sweep.ts';
import { runScenario } from '../../src/sweep/run-scenario.ts';
import { SMALL_SECTION, writeSweep } from './small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-point-'));
let file: string;
let evaluator: PointEvaluator;

beforeAll(async () => {
  file = writeSweep(folder, SMALL_SECTION);
  evaluator = new PointEvaluator(parseBundle((await readSweepFile(file)).bundle));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a point', () => {
  it('has the figures of plimsoll run with its values and its seed', async () => {
    const scenario = await readScenarioFile(file);
    const run = await runScenario(compileScenario(scenario, { seed: '7-r2' }));
    const expected = summaryFigures(summarise(run)).map(({ name, value }) => [name, value]);
    expect(evaluator.evaluate([], '7-r2')).toEqual({ status: 'done', figures: Object.fromEntries(expected) });
  });

  it('has other figures with other values', () => {
    const usdPerMonth = (instanceType: string) => {
      const path = 'clusters.shop.capacityProviders.fleet.autoScalingGroupProvider.instanceType';
      const outcome = evaluator.evaluate([[path, instanceType]], '7');
      return outcome.status === 'done' ? Number(outcome.figures.ec2InstanceUsdPerMonth) : Number.NaN;
    };
    // 3 instances for 730 hours at USD 0.096 and 0.192 (P9.1).
    expect(usdPerMonth('m6i.large')).toBeCloseTo(3 * 730 * 0.096, 2);
    expect(usdPerMonth('m6i.xlarge')).toBeCloseTo(3 * 730 * 0.192, 2);
  });

  it('that is no valid scenario says why, in the words of plimsoll validate', () => {
    const outcome = evaluator.evaluate([['clusters.shop.services.web.desiredCount', -1]], '7');
    expect(outcome).toEqual({
      status: 'invalid',
      message: 'override clusters[0].services[0].desiredCount: found -1, expected an integer >= 0',
    });
  });

  it('names no file but those of the bundle', () => {
    const outcome = evaluator.evaluate([['clusters.shop.services.web.taskDefinition', '/etc/hosts.json']], '7');
    expect(outcome).toMatchObject({ status: 'invalid', message: expect.stringContaining('no such file') });
  });

  it('on which plimsoll itself fails says so; want of memory is left to another try', () => {
    vi.spyOn(Array.prototype, 'toSpliced').mockImplementation(() => {
      throw new TypeError('broken');
    });
    expect(evaluator.evaluate([['clusters.shop.services.web.desiredCount', 1]], '7')).toEqual({
      status: 'failed',
      message: 'TypeError: broken',
    });
    vi.spyOn(Array.prototype, 'toSpliced').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    expect(() => evaluator.evaluate([['clusters.shop.services.web.desiredCount', 1]], '7')).toThrow(RangeError);
    vi.restoreAllMocks();
  });
});
