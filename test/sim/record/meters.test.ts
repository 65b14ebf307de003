import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { Meters } from '../../../src/sim/record/meters.ts';
import { poolsOf } from '../../../src/sim/record/pools.ts';
import type { LaunchTemplateInput, SimulationInput } from '../../../src/sim/state/input.ts';
import { definition, FARGATE, fleet, input, template } from '../builders.ts';

/** Buckets of 5 minutes over an hour. */
function metersOf(parts: Partial<SimulationInput> = {}): Meters {
  const given = input({ capacityProviders: [fleet([]), FARGATE], ...parts });
  return new Meters(given, poolsOf(given).ofTemplate);
}

function fargateMeters(operatingSystem: 'linux' | 'windows'): { meters: Meters; meter: number } {
  const meters = metersOf();
  const key = { pool: 1, workload: 0, definition: definition({ operatingSystem }), capacity: 'on-demand' as const };
  const meter = meters.fargateMeter(key, 0);
  meters.ready();
  return { meters, meter };
}

function billedFor(lifetimeMs: number, operatingSystem: 'linux' | 'windows' = 'linux'): number {
  const { meters, meter } = fargateMeters(operatingSystem);
  meters.pullStarted(meter, 1000);
  meters.taskEnded(meter, 0, 1000, false, 1000 + lifetimeMs);
  return meters.finish().fargate[0]!.taskSeconds;
}

describe('Fargate meters', () => {
  it('P8.1: bill a minute at least, and then begun seconds', () => {
    expect([0, 25_000, 60_000, 60_001, 61_000].map((ms) => billedFor(ms))).toEqual([60, 60, 60, 61, 61]);
  });

  it('P8.1: bill five minutes at least on Windows', () => {
    expect([25_000, 299_999, 300_001].map((ms) => billedFor(ms, 'windows'))).toEqual([300, 300, 301]);
  });

  it('P8.1: wait for the ENI for free: a task that never pulled costs nothing but its address (P9.6)', () => {
    const { meters, meter } = fargateMeters('linux');
    meters.taskEnded(meter, 0, Number.NaN, true, 10_500);
    expect(meters.finish().fargate).toMatchObject([{ tasks: 0, taskSeconds: 0, publicIpv4Seconds: 11 }]);
  });

  it('put time where it passes and the rounding where the task ends: the buckets sum to the bill', () => {
    const { meters, meter } = fargateMeters('linux');
    meters.pullStarted(meter, 4 * MINUTE_MS);
    meters.pullStarted(meter, 9 * MINUTE_MS);
    meters.taskEnded(meter, 0, 9 * MINUTE_MS, false, 9 * MINUTE_MS + 10_000);
    meters.taskEnded(meter, 0, 4 * MINUTE_MS, false, 11 * MINUTE_MS + 500);
    const { tasks, taskSeconds, taskSecondsByBucket } = meters.finish().fargate[0]!;
    expect([tasks, taskSeconds]).toEqual([2, 60 + 421]);
    expect([...taskSecondsByBucket.subarray(0, 4)]).toEqual([60, 300 + 60, 61, 0]);
  });

  it('are one per workload, pool and definition', () => {
    const meters = metersOf();
    const key = { pool: 1, workload: 0, definition: definition(), capacity: 'spot' as const };
    expect(meters.fargateMeter(key, 0)).toBe(meters.fargateMeter(key, 0));
    expect(meters.fargateMeter({ ...key, workload: 1 }, 0)).toBe(1);
    expect(meters.fargateMeter({ ...key, pool: 2 }, 0)).toBe(2);
    expect(meters.fargateMeter(key, 1)).toBe(3);
  });
});

describe('EC2 meters', () => {
  function ec2Of(...templates: LaunchTemplateInput[]): Meters {
    const meters = metersOf({ launchTemplates: templates });
    meters.ready();
    return meters;
  }

  it('P9.1: bill a minute at least, and then begun seconds; the buckets sum to the bill', () => {
    const meters = ec2Of(template());
    meters.instanceLaunched(0, 0);
    meters.instanceLaunched(0, 299_000);
    meters.instanceEnded(0, 299_000, 310_000);
    meters.instanceEnded(0, 0, 400_500);
    const [meter] = meters.finish().ec2;
    expect(meter).toMatchObject({ instances: 2, instanceSeconds: 60 + 401 });
    expect([...meter!.instanceSecondsByBucket.subarray(0, 3)]).toEqual([301, 160, 0]);
  });

  it('are shared by templates that differ in nothing that is billed', () => {
    const meters = ec2Of(
      template(),
      template({ zone: 1 }),
      template({ rootVolumeGiB: 100 }),
      template({ rootVolumeType: 'gp2' }),
      template({ hasPublicIpv4: true }),
      template({ operatingSystem: 'windows' }),
    );
    for (let row = 0; row < 6; row++) {
      meters.instanceLaunched(row, 0);
      meters.instanceEnded(row, 0, 100_000);
    }
    expect(meters.finish().ec2.map((meter) => [meter.instances, meter.instanceSeconds])).toEqual([
      [2, 200],
      [1, 100],
      [1, 100],
      [1, 100],
      [1, 100],
    ]);
  });
});
