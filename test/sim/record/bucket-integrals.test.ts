import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BucketIntegrals } from '../../../src/sim/record/bucket-integrals.ts';
import { OpenPeriod } from '../../../src/sim/record/open-period.ts';

describe('BucketIntegrals', () => {
  it('integrates a level over the buckets that it lasts through', () => {
    const gauge = new BucketIntegrals(1, 100, 350);
    gauge.set(0, 2, 50);
    gauge.add(0, 1, 250);
    gauge.finish(350);
    expect([...gauge.integrals]).toEqual([100, 200, 250, 150]);
  });

  it('has a short last bucket, and one at least', () => {
    expect(new BucketIntegrals(1, 100, 301).bucketCount).toBe(4);
    expect(new BucketIntegrals(1, 100, 300).bucketCount).toBe(3);
    expect(new BucketIntegrals(1, 100, 0).bucketCount).toBe(1);
  });

  it('counts a change at the edge of a bucket to the next one', () => {
    const gauge = new BucketIntegrals(1, 100, 200);
    gauge.set(0, 1, 100);
    gauge.finish(200);
    expect([...gauge.integrals]).toEqual([0, 100]);
  });

  it('keeps its rows apart', () => {
    const gauge = new BucketIntegrals(2, 100, 200);
    gauge.set(1, 3, 150);
    gauge.finish(200);
    expect([...gauge.integrals]).toEqual([0, 0, 0, 150]);
    expect([gauge.value(0), gauge.value(1)]).toEqual([0, 3]);
  });

  it('adds a level that held from then to then, without touching what it gauges now', () => {
    const gauge = new BucketIntegrals(1, 100, 300);
    gauge.set(0, 1, 250);
    gauge.addSpan(0, 2, 50, 220);
    gauge.addSpan(0, 9, 120, 120);
    gauge.finish(300);
    expect([...gauge.integrals]).toEqual([100, 200, 40 + 50]);
  });

  it('adds an amount to the bucket of an instant, that of the end to the last', () => {
    const gauge = new BucketIntegrals(1, 100, 200);
    gauge.addToBucketOf(0, 7, 99);
    gauge.addToBucketOf(0, 5, 200);
    expect([...gauge.integrals]).toEqual([7, 5]);
  });

  it('sums to the integral of any sequence of levels, of each gauge and bucket by itself', () => {
    const level = fc.integer({ min: -5, max: 5 });
    const change = fc.record({ afterMs: fc.nat(150), gauge: fc.nat(2), level });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 1, max: 90 }), (changes, bucketMs) => {
        const endMs = 1 + changes.reduce((sum, { afterMs }) => sum + afterMs, 0);
        const gauges = new BucketIntegrals(3, bucketMs, endMs);
        const plain = new Array<number>(3 * gauges.bucketCount).fill(0);
        const levels = [0, 0, 0];
        let nowMs = 0;
        const moveTo = (toMs: number) => {
          for (; nowMs < toMs; nowMs++) {
            const bucket = Math.floor(nowMs / bucketMs);
            levels.forEach((one, row) => {
              plain[row * gauges.bucketCount + bucket]! += one;
            });
          }
        };
        for (const { afterMs, gauge, level: next } of changes) {
          moveTo(nowMs + afterMs);
          gauges.set(gauge, next, nowMs);
          levels[gauge] = next;
        }
        moveTo(endMs);
        gauges.finish(endMs);
        expect([...gauges.integrals].map((value) => value + 0)).toEqual(plain.map((value) => value + 0));
      }),
    );
  });

  it('gives the integral of each period of a clock, the same to whoever asks again', () => {
    const gauge = new BucketIntegrals(2, 100, 1000);
    const [minutes, thirds] = [new OpenPeriod(2), new OpenPeriod(2)];
    const [minute, third] = [gauge.openWindow(minutes), gauge.openWindow(thirds)] as [number, number];
    gauge.set(0, 5, 0);
    expect([gauge.closeWindow(third, 0, 20), gauge.closeWindow(third, 0, 20)]).toEqual([100, 100]);
    thirds.end(20);
    gauge.set(0, 1, 30);
    expect(gauge.closeWindow(third, 0, 40)).toBe(60);
    thirds.end(40);
    expect(gauge.closeWindow(third, 0, 60)).toBe(20);
    expect(gauge.closeWindow(minute, 0, 60)).toBe(180);
    expect(gauge.closeWindow(minute, 1, 60)).toBe(0);
    gauge.finish(100);
    expect(gauge.integrals[0]).toBe(220);
  });

  it('knows a period also where nobody asked for those before it, and which gauges moved in it', () => {
    const steps = fc.array(fc.record({ afterMs: fc.nat(25), level: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { minLength: 30 }), (changes, isAsked) => {
        const gauge = new BucketIntegrals(1, 1000, 1000);
        const period = new OpenPeriod(1);
        const window = gauge.openWindow(period);
        let [nowMs, level, sum, moved] = [0, 0, 0, 0];
        const moveTo = (toMs: number) => {
          while (nowMs < toMs) {
            nowMs++;
            sum += level;
            if (nowMs % 10 > 0) continue;
            // Whoever moved is asked, as is anybody at any time.
            if (moved > 0 || isAsked[nowMs / 10]) expect(gauge.closeWindow(window, 0, nowMs)).toBe(sum);
            expect(period.movedCount).toBe(moved);
            period.end(nowMs);
            sum = 0;
            moved = 0;
          }
        };
        for (const change of changes) {
          moveTo(nowMs + change.afterMs);
          gauge.set(0, change.level, nowMs);
          level = change.level;
          moved = 1;
        }
        moveTo(nowMs + 30);
      }),
    );
  });
});
