/** What the model says of a measurement that AWS has published, and how far from it. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../src/base/units.ts';
import { compileScenario } from '../src/scenario/compile.ts';
import { readScenarioFile } from '../src/scenario/read.ts';
import { SCALED_OUT } from '../src/sim/record/decisions.ts';
import type { Recording } from '../src/sim/record/recording.ts';
import { simulate } from '../src/sim/simulation.ts';

const SAMPLE = fileURLToPath(new URL('../scenarios/faster-auto-scaling.yaml', import.meta.url));
/** The bursts of the sample: each ten seconds later in its minute. */
const BURSTS_MS = [0, 1, 2, 3, 4, 5].map((n) => 30 * MINUTE_MS + n * (HOUR_MS + 10 * SECOND_MS));
/** Asserted distance from AWS's figures. */
const TOLERANCE = 0.05;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Seconds from each burst to the first scale-out, and to the last of the tasks that it asked for in RUNNING. */
function reactions(
  { decisions, tasks }: Recording,
  service: number,
): { triggerSeconds: number; totalSeconds: number }[] {
  return BURSTS_MS.map((burstMs) => {
    const row = [...decisions.kind.keys()].find(
      (i) => decisions.kind[i] === SCALED_OUT && decisions.subject[i] === service && decisions.atMs[i]! > burstMs,
    )!;
    const scaledMs = decisions.atMs[row]!;
    const isAsked = (i: number) => tasks!.workload[i] === service && tasks!.createdAtMs[i] === scaledMs;
    const startedMs = [...tasks!.workload.keys()].filter(isAsked).map((i) => tasks!.startedAtMs[i]!);
    expect(startedMs).toHaveLength(3);
    return {
      triggerSeconds: (scaledMs - burstMs) / SECOND_MS,
      totalSeconds: (Math.max(...startedMs) - burstMs) / SECOND_MS,
    };
  });
}

describe('P6.2, P6.3: faster auto scaling, as AWS measured it in June 2026', () => {
  let recording: Recording;

  beforeAll(async () => {
    const compiled = compileScenario(await readScenarioFile(SAMPLE), { keepTasks: true });
    recording = simulate(compiled.inputs[0]!);
  });

  it.each([
    [0, 'one-minute metrics', 363, 386],
    [1, '20-second metrics', 86, 109],
  ])('service %d on %s: %d s to the scale-out, %d s until the tasks run, within 5 %%', (service, _, trigger, total) => {
    const all = reactions(recording, service);
    const triggerSeconds = mean(all.map((one) => one.triggerSeconds));
    const totalSeconds = mean(all.map((one) => one.totalSeconds));
    expect(Math.abs(triggerSeconds / trigger - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(totalSeconds / total - 1)).toBeLessThan(TOLERANCE);
  });

  it('where a burst falls inside its minute moves the scale-out by less than a minute', () => {
    const seconds = reactions(recording, 0).map(({ triggerSeconds }) => triggerSeconds);
    expect(Math.max(...seconds) - Math.min(...seconds)).toBeLessThan(60);
  });
});
