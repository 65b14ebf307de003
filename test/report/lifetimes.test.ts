import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsAt, gather, hasChange, type Lifetime, lifetimesOf, nameOfInstance } from '../../src/report/lifetimes.ts';
import { lifetimesLogOf, recordingOf } from '../recordings.ts';

const END_MS = 100_000;
const living = (given: Partial<Lifetime> = {}): Lifetime => ({
  instances: [0],
  pool: 0,
  cause: -1,
  launchedAtMs: 0,
  joinedAtMs: given.launchedAtMs ?? 0,
  registeredAtMs: 0,
  drainingAtMs: END_MS,
  endedAtMs: END_MS,
  ...given,
});

describe('lifetimesOf', () => {
  const recording = recordingOf({
    durationMs: END_MS,
    containerInstanceNames: ['i-1'],
    containerInstances: lifetimesLogOf([
      { launchedAtMs: 0, registeredAtMs: 0, containerInstance: 0 },
      { launchedAtMs: 10, registeredAtMs: 50, drainingAtMs: 70, terminatedAtMs: 90, cause: 0 },
      { launchedAtMs: 20, terminatedAtMs: 30, cause: 3 },
      { launchedAtMs: 20, pool: 1 },
    ]),
  });

  it('closes what goes on with the end of the run, and what never came with its end', () => {
    expect(lifetimesOf(recording, [0])).toEqual([
      living(),
      living({ instances: [1], cause: 0, launchedAtMs: 10, registeredAtMs: 50, drainingAtMs: 70, endedAtMs: 90 }),
      living({ instances: [2], cause: 3, launchedAtMs: 20, registeredAtMs: 30, drainingAtMs: 30, endedAtMs: 30 }),
    ]);
    expect(lifetimesOf(recording, [1])[0]).toMatchObject({ registeredAtMs: END_MS, endedAtMs: END_MS });
  });

  it('names an instance by its container instance, if it registered', () => {
    expect([nameOfInstance(recording, 0), nameOfInstance(recording, 2)]).toEqual(['i-1', 'never registered']);
  });
});

describe('hasChange', () => {
  it('is false for a fleet that stood from start to end', () => {
    expect(hasChange([living(), living()], END_MS)).toBe(false);
    expect(hasChange([living({ launchedAtMs: 1 })], END_MS)).toBe(true);
    expect(hasChange([living({ drainingAtMs: 5 })], END_MS)).toBe(true);
  });
});

describe('gather', () => {
  it('leaves each instance its row while there is room', () => {
    expect(gather([living(), living()], 2)).toEqual({ rows: [[living()], [living()]], how: '' });
  });

  it('puts instances that follow each other into one row', () => {
    const lives = [
      living({ endedAtMs: 10 }),
      living({ instances: [1] }),
      living({ instances: [2], launchedAtMs: 10, endedAtMs: 20 }),
      living({ instances: [3], launchedAtMs: 20 }),
    ];
    const { rows, how } = gather(lives, 2);
    expect(rows.map((row) => row.flatMap(({ instances }) => instances))).toEqual([[0, 2, 3], [1]]);
    expect(how).toBe('one row for those that follow each other');
  });

  it('draws as one those that came and went together where too many live at once, and says so', () => {
    const { rows, how } = gather(
      [living(), living({ instances: [1] }), living({ instances: [2], launchedAtMs: 5 })],
      2,
    );
    expect(rows.map(([{ instances }]) => instances)).toEqual([[0, 1], [2]]);
    expect(how).toContain('came and went at the same instants are drawn as one');
  });

  it('widens what counts as together; launch and draining take as long as on average', () => {
    const waves = Array.from({ length: 50 }, (_, i) => {
      const launchedAtMs = i * 1000;
      return living({ instances: [i], launchedAtMs, registeredAtMs: launchedAtMs + 2 * i, drainingAtMs: 90_000 });
    });
    const { rows, how } = gather(waves, 1);
    expect(rows).toHaveLength(1);
    expect(rows[0][0]).toMatchObject({ launchedAtMs: 0, registeredAtMs: 49, drainingAtMs: 90_000, endedAtMs: END_MS });
    expect(rows[0][0].instances).toHaveLength(50);
    expect(how).toContain('within the same 1 min');
  });

  it('never mixes types or causes, loses nobody, overlaps nothing, and keeps within the rows', () => {
    const one = fc.record({
      pool: fc.nat(2),
      cause: fc.integer({ min: -1, max: 1 }),
      launchedAtMs: fc.nat(END_MS - 1),
      lifeMs: fc.integer({ min: 1, max: END_MS }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), fc.integer({ min: 12, max: 20 }), (given, rowsMax) => {
        const sorted = [...given].sort((a, b) => a.launchedAtMs - b.launchedAtMs);
        const all = sorted.map(({ pool, cause, launchedAtMs, lifeMs }, i) => {
          const endedAtMs = Math.min(END_MS, launchedAtMs + lifeMs);
          return living({
            pool,
            cause,
            launchedAtMs,
            registeredAtMs: launchedAtMs,
            instances: [i],
            drainingAtMs: endedAtMs,
            endedAtMs,
          });
        });
        const { rows } = gather(all, rowsMax);
        expect(rows.length).toBeLessThanOrEqual(rowsMax);
        const instances = rows.flat().flatMap((life) => life.instances);
        expect(instances.sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const life of rows.flat()) {
          for (const i of life.instances) expect([sorted[i].pool, sorted[i].cause]).toEqual([life.pool, life.cause]);
        }
        for (const row of rows) {
          for (const [i, life] of row.slice(1).entries()) {
            expect(life.launchedAtMs).toBeGreaterThanOrEqual(row[i].endedAtMs);
          }
        }
      }),
    );
  });
});

describe('countsAt', () => {
  it('tells launching, active and draining instances apart, and forgets those that have ended', () => {
    const lifetimes = [living(), living({ launchedAtMs: 10, registeredAtMs: 20, drainingAtMs: 30, endedAtMs: 40 })];
    expect([0, 10, 20, 30, 40].map((atMs) => Object.values(countsAt(lifetimes, atMs)))).toEqual([
      [0, 0, 1, 0],
      [0, 1, 1, 0],
      [0, 0, 2, 0],
      [0, 0, 1, 1],
      [0, 0, 1, 0],
    ]);
  });

  it('tells those in a warm pool from those that launch', () => {
    const warm = [living({ launchedAtMs: 10, joinedAtMs: 40, registeredAtMs: 60 })];
    expect([10, 39, 40, 59, 60].map((atMs) => Object.values(countsAt(warm, atMs)))).toEqual([
      [1, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
  });
});
