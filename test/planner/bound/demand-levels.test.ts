import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/base/units.ts';
import { demandLevels } from '../../../src/planner/bound/demand-levels.ts';
import { curve, input, load, service } from '../../sim/builders.ts';

const DURATION_MS = 28 * HOUR_MS;
const served = (steps: readonly (readonly [number, number])[], cpuSecondsPerRequest: number, periodMs = 0) =>
  service({ load: load({ requestsPerSecond: curve(steps, periodMs), cpuSecondsPerRequest }) });

describe('the levels of demand', () => {
  it('hold the whole of it, over the whole run', () => {
    const services = [
      served(
        [
          [0, 10],
          [HOUR_MS * 1.03, 30],
          [HOUR_MS * 2.5, 5],
        ],
        0.5,
        4 * HOUR_MS,
      ),
      served([[0, 100]], 0.01),
    ];
    const levels = demandLevels(input({ durationMs: DURATION_MS, services }));
    const area = (row: number) => levels.reduce((sum, { durationMs, vcpus }) => sum + durationMs * vcpus[row]!, 0);
    expect(levels.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeCloseTo(DURATION_MS, 3);
    // Seven periods of 1.03 h at 10, 1.47 h at 30 and 1.5 h at 5, each request half a second.
    expect(area(0) / HOUR_MS).toBeCloseTo(7 * 0.5 * (1.03 * 10 + 1.47 * 30 + 1.5 * 5), 6);
    expect(area(1) / HOUR_MS).toBeCloseTo(28, 6);
  });

  it('rise: a night and a day are told apart', () => {
    const levels = demandLevels(
      input({
        durationMs: 24 * HOUR_MS,
        services: [
          served(
            [
              [0, 1],
              [12 * HOUR_MS, 9],
            ],
            1,
          ),
        ],
      }),
    );
    const vcpus = levels.map((level) => level.vcpus[0]!);
    expect(vcpus.map((one) => Number(one.toFixed(9)))).toEqual([1, 1, 1, 1, 9, 9, 9, 9]);
    // In order of time each level follows the one before: it is entered once, but for the first.
    expect(levels.map(({ entries }) => entries)).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('count what the least hungry revision would need, and nothing of services without requests', () => {
    const lean = load({ cpuSecondsPerRequest: 0.25 });
    const deployments = [{ atMs: HOUR_MS, taskDefinition: 0, load: lean, startFailureProbability: 0, test: null }];
    const [first] = demandLevels(
      input({ durationMs: DURATION_MS, services: [{ ...served([[0, 4]], 1), deployments }, service({})] }),
    );
    expect([...first!.vcpus]).toEqual([1, 0]);
  });
});
