import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../src/sim/simulation.ts';
import { EC2_TERMINATED } from '../../../src/sim/state/ec2-instances.ts';
import { Ec2Quotas } from '../../../src/sim/state/ec2-quotas.ts';
import { FIRST_SUBNET, UseLog } from '../../../src/sim/state/use-log.ts';
import { smallInputs } from '../arbitrary-inputs.ts';
import { input, template } from '../builders.ts';

const given = input({
  launchTemplates: [template({ cpuUnits: 2048 }), template({ cpuUnits: 4096 }), template()],
  ec2Quotas: [{ name: 'standard on demand', vcpus: 5, launchTemplates: [0, 1] }],
});

describe('quotas of vCPUs of EC2 (P10.3)', () => {
  it('allow another instance while its vCPUs are left; a type without a quota always', () => {
    const quotas = new Ec2Quotas(given, null);
    expect([0, 1, 2].map((row) => quotas.allows(row))).toEqual([true, true, true]);
    quotas.change(0, 1, 0);
    expect([0, 1, 2].map((row) => quotas.allows(row))).toEqual([true, false, true]);
    quotas.change(0, 1, 0);
    quotas.change(2, 1, 0);
    expect([0, 1, 2].map((row) => quotas.allows(row))).toEqual([false, false, true]);
    quotas.change(0, -1, 0);
    expect(quotas.used[0]).toBe(2);
  });

  it('are kept in the log where clusters share them', () => {
    const log = new UseLog();
    const quotas = new Ec2Quotas(given, log);
    quotas.change(1, 1, 1000);
    quotas.change(2, 1, 1000);
    expect([log.length, log.what[0], log.change[0], log.atMs[0]]).toEqual([1, FIRST_SUBNET, 4, 1000]);
  });

  it('at every event of random clusters: vCPUs of the instances that run are counted, and never exceed the quota', () => {
    fc.assert(
      fc.property(smallInputs, (random) => {
        const simulation = new Simulation(random);
        const { ec2Quotas, ec2Instances } = simulation.cluster;
        do {
          const running = new Float64Array(random.ec2Quotas.length);
          for (let row = 0; row < ec2Instances.count; row++) {
            const isStopped = !Number.isNaN(ec2Instances.stoppedSinceMs[row]!);
            if (ec2Instances.state[row] === EC2_TERMINATED || isStopped) continue;
            const launched = ec2Instances.launchTemplate[row]!;
            const quota = random.ec2Quotas.findIndex(({ launchTemplates }) => launchTemplates.includes(launched));
            if (quota >= 0) running[quota]! += random.launchTemplates[launched]!.cpuUnits / 1024;
          }
          expect(ec2Quotas.used).toEqual(running);
          for (const [quota, used] of running.entries()) expect(used).toBeLessThanOrEqual(ec2Quotas.limit[quota]!);
        } while (simulation.step());
        simulation.finish();
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
