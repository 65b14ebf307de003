import { describe, expect, it } from 'vitest';
import { ServiceLevelMeter } from '../../../src/sim/record/service-levels.ts';

describe('how well a service was kept', () => {
  it('counts the time of desired tasks without a healthy one, from when all were healthy for the first time', () => {
    const meter = new ServiceLevelMeter(1, 1);
    meter.set(0, 4, 0, 0);
    meter.set(0, 4, 4, 60_000);
    meter.set(0, 4, 1, 100_000);
    meter.set(0, 4, 4, 110_000);
    meter.finish(160_000);
    expect(meter.desiredTaskMs[0]).toBe(4 * 100_000);
    expect(meter.missingTaskMs[0]).toBe(3 * 10_000);
    expect(meter.healthyTasksMin[0]).toBe(1);
  });

  it('counts from the start where all were never healthy', () => {
    const meter = new ServiceLevelMeter(1, 1);
    meter.set(0, 4, 0, 0);
    meter.set(0, 4, 3, 50_000);
    meter.finish(100_000);
    expect(meter.missingTaskMs[0] / meter.desiredTaskMs[0]).toBe((4 * 50 + 50) / 400);
    expect(meter.healthyTasksMin[0]).toBe(0);
  });

  it('counts tasks beyond the desired ones for nobody', () => {
    const meter = new ServiceLevelMeter(2, 2);
    meter.set(0, 2, 2, 0);
    meter.set(0, 2, 9, 0);
    meter.finish(1000);
    expect([...meter.missingTaskMs]).toEqual([0, 0]);
    expect([...meter.desiredTaskMs]).toEqual([2000, 0]);
  });

  it('keeps the longest wait', () => {
    const meter = new ServiceLevelMeter(0, 2);
    for (const ms of [20, 50, 30]) meter.waited(1, ms);
    expect([...meter.pendingMaxMs]).toEqual([0, 50]);
  });
});
