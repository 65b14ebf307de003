import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { FluidQueues } from '../../../../src/sim/controllers/traffic/fluid-queues.ts';
import { TargetRouting } from '../../../../src/sim/controllers/traffic/target-routing.ts';
import { QUEUES_PER_CLASS, queueOf, TrafficShares } from '../../../../src/sim/controllers/traffic/traffic-shares.ts';
import { UsageClasses } from '../../../../src/sim/controllers/usage/usage-classes.ts';
import { definition, input, service, TARGETS, targetGroup } from '../../builders.ts';

const SLOW_START_MS = 100_000;
/** The kinds of target-routing.ts, of the PRIMARY deployment and of the others. */
const OTHERS = 0;
const IDLE = 1;
const PRIMARY = 3;
const PRIMARY_WARMING = 4;

/** Tasks by variant, of a service without and with a load balancer. */
function sharesOf(tasks: Readonly<Record<number, number>>, isBalanced = true, portion = Number.NaN) {
  const { cluster, workloads } = assembleEngine(
    input({
      taskDefinitions: [definition()],
      targetGroups: [targetGroup({ slowStartMs: SLOW_START_MS })],
      services: [service({ targetGroups: isBalanced ? TARGETS : [] })],
    }),
  );
  cluster.deployments.productionTrafficPercent[cluster.deployments.primary[0]!] = 100 * portion;
  const routing = new TargetRouting(cluster, workloads);
  const classes = new UsageClasses(cluster, 1, routing.variants);
  const shares = new TrafficShares(cluster, classes, routing, new FluidQueues(classes.count * QUEUES_PER_CLASS));
  let task = 0;
  for (const [variant, count] of Object.entries(tasks)) {
    const usageClass = classes.classOf(0, Number(variant));
    for (let i = 0; i < count; i++) {
      classes.add(task++, usageClass, 0, -1);
      // Half of its slow start is behind it.
      if (Number(variant) === PRIMARY_WARMING) shares.countWarming(usageClass, SLOW_START_MS, 1);
    }
  }
  const own = Int32Array.from({ length: classes.count }, (_, row) => row);
  const lost = shares.share(0, own, 120, SLOW_START_MS / 2);
  const of = (variant: number) => shares.perTask[classes.classOf(0, variant)];
  return { lost, of };
}

describe('the requests of a service', () => {
  it('are shared evenly by all its RUNNING tasks without a load balancer', () => {
    expect(sharesOf({ 0: 4 }, false).of(0)).toBe(30);
    expect(sharesOf({}, false).lost).toBe(120);
  });

  it('P7.1: are shared evenly by its targets, and get nowhere without one', () => {
    const { lost, of } = sharesOf({ [OTHERS]: 1, [PRIMARY]: 2, [IDLE]: 5 });
    expect([of(OTHERS), of(PRIMARY), of(IDLE), lost]).toEqual([40, 40, 0, 0]);
    expect(sharesOf({ [IDLE]: 5 }).lost).toBe(120);
  });

  it('P7.4: are fewer for a target half way through its slow start; all for it where it is alone', () => {
    const { of } = sharesOf({ [PRIMARY]: 1, [PRIMARY_WARMING]: 1 });
    expect([of(PRIMARY), of(PRIMARY_WARMING)].map((share) => Math.round(share!))).toEqual([80, 40]);
    expect(sharesOf({ [PRIMARY_WARMING]: 2 }).of(PRIMARY_WARMING)).toBeCloseTo(60, 9);
  });

  it('P4.24: go to the PRIMARY deployment by percent, and all to the other while that has no target', () => {
    const { of } = sharesOf({ [OTHERS]: 3, [PRIMARY]: 1 }, true, 0.1);
    expect([of(OTHERS), of(PRIMARY)].map((share) => Math.round(share!))).toEqual([36, 12]);
    expect(sharesOf({ [OTHERS]: 3 }, true, 0.1).of(OTHERS)).toBe(40);
  });

  it('are in a queue of their own where the instance is full', () => {
    expect([queueOf(3, 0), queueOf(3, 12)]).toEqual([6, 7]);
  });
});
