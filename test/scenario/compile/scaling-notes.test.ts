import { describe, expect, it } from 'vitest';
import { scalingNotes } from '../../../src/scenario/compile/scaling-notes.ts';
import type { ServiceInput } from '../../../src/sim/state/input.ts';
import { insight, requestCountPerTarget, serviceDimensions } from '../../../src/sim/state/metric-names.ts';
import { cloudWatch, curve, input, load, service } from '../../sim/builders.ts';
import { cpu, scaling, stepping, tracking } from '../../sim/scaling.ts';

const notesOf = (parts: Partial<ServiceInput>, containerInsights: 'enabled' | 'disabled' = 'disabled') =>
  scalingNotes(input({ services: [service(parts)], cloudWatch: cloudWatch({ containerInsights }) }));
const requests = load({ requestsPerSecond: curve([[0, 1]]) });
const pending = stepping({
  alarm: { metric: insight('PendingTaskCount', 'Count', serviceDimensions('shop', 'web')) },
});
const counting = tracking({ metric: requestCountPerTarget('app/shop/1/targetgroup/web/2') });

describe('the notes on scaling', () => {
  it('say nothing where every policy has its metric', () => {
    expect(notesOf({})).toEqual([]);
    const policies = [tracking(), pending, counting];
    expect(notesOf({ load: requests, scaling: scaling({ policies }) }, 'enabled')).toEqual([]);
  });

  it('P11.1: name a policy on the use of tasks that nobody stated', () => {
    expect(notesOf({ scaling: scaling({ policies: [tracking()] }) })).toEqual([
      'Service web: policy cpu-60 never acts, for CPUUtilization has no datapoint: it has no load that says what its tasks use.',
    ]);
  });

  it('P11.3: name a policy on Container Insights that are off, or on dimensions that do not exist', () => {
    expect(notesOf({ load: requests, scaling: scaling({ policies: [pending] }) })[0]).toContain('without Container');
    const elsewhere = tracking({ metric: cpu('other') });
    expect(notesOf({ load: requests, scaling: scaling({ policies: [elsewhere] }) })[0]).toContain(
      'of those dimensions',
    );
  });

  it('name a policy that counts requests of a service without any', () => {
    expect(notesOf({ load: load(), scaling: scaling({ policies: [counting] }) })).toEqual([
      'Service web: policy cpu-60 counts no request, for its load has no requestsPerSecond.',
    ]);
  });

  it('P6.1: name desired counts that the limits do not allow', () => {
    const updates = [{ atMs: 1, desiredCount: 30 }];
    expect(notesOf({ desiredCount: 0, updates, scaling: scaling() })).toEqual([
      'Service web: desired count 0, 30 is outside 1 to 20 tasks of its scalable target.',
    ]);
  });
});
