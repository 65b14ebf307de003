import { describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { NO_DISCOUNTS } from '../../../src/planner/bound/capacity-prices.ts';
import {
  carriedVcpus,
  hasFixedCount,
  instanceKinds,
  isFixed,
  losesInstances,
  mostTasks,
  providersOf,
  waitingVcpuSeconds,
} from '../../../src/planner/bound/cluster-facts.ts';
import {
  curve,
  definition,
  FARGATE,
  fleet,
  group,
  input,
  load,
  managedScaling,
  scaled,
  service,
  template,
} from '../../sim/builders.ts';

const onFargate = { capacityProviders: [FARGATE], taskDefinitions: [definition()] };

describe('tasks of a service at once', () => {
  it('are its desired count where nothing replaces any, and up to the maximum percent where something does (P4.2)', () => {
    const web = service({ desiredCount: 3, maximumPercent: 150 });
    expect(mostTasks(web, input({ ...onFargate, services: [web] }))).toBe(3);
    // A drained instance's tasks are started elsewhere first (P5.17); ECS rounds up.
    expect(mostTasks(web, input({ capacityProviders: [fleet([0])], services: [web] }))).toBe(5);
  });

  it('are those of its updates and of its scaling', () => {
    const updates = [{ atMs: 1000, desiredCount: 7 }];
    const web = service({ desiredCount: 3, updates });
    expect(mostTasks(web, input({ ...onFargate, services: [web] }))).toBe(7);
    expect([hasFixedCount(web), hasFixedCount(service())]).toEqual([false, true]);
  });

  it('P4.1: are one on each instance of a DAEMON service, of as many as the groups may have', () => {
    const daemon = service({ schedulingStrategy: 'DAEMON', desiredCount: 0 });
    const providers = [fleet([0, 0]), scaled([0], { maxSize: 6 })];
    expect(mostTasks(daemon, input({ capacityProviders: providers, services: [daemon] }))).toBe(8);
    expect(hasFixedCount(daemon)).toBe(false);
  });
});

it('requests wait at every task, and are carried into a level each time that it is entered', () => {
  const web = service({
    desiredCount: 2,
    load: load({
      requestsPerSecond: curve([[0, 1]]),
      cpuSecondsPerRequest: 0.5,
      queuedRequestsMax: 6,
      concurrentRequestsMax: 4,
    }),
  });
  const given = input({ ...onFargate, services: [web] });
  expect(waitingVcpuSeconds(web, given)).toBe(2 * 10 * 0.5);
  const level = { durationMs: 5000, vcpus: Float64Array.of(1), entries: 3 };
  expect(carriedVcpus(web, level, given)).toBe((3 * 10) / 5);
  expect(waitingVcpuSeconds(service({ load: null }), given)).toBe(0);
});

describe('instances', () => {
  it('of one type in several zones are of one kind, those of another provider or with fewer ENIs of others', () => {
    const templates = [
      template(),
      template({ zone: 1 }),
      template({ awsvpcTaskLimit: 9 }),
      template({ capacityProvider: 1 }),
    ];
    const given = input({ launchTemplates: templates, capacityProviders: [fleet([0, 1, 1, 2]), fleet([3])] });
    const kinds = instanceKinds(given, rateCard('us-east-1'), NO_DISCOUNTS);
    expect(kinds.map(({ provider, count }) => [provider, count])).toEqual([
      [0, 3],
      [0, 1],
      [1, 1],
    ]);
  });

  it('of a group keep their number where nothing scales, updates or repacks it', () => {
    expect(isFixed(group())).toBe(true);
    expect(isFixed(group({ managedScaling: managedScaling() }))).toBe(false);
    expect(isFixed(group({ repack: { everyMs: 1000 } }))).toBe(false);
    expect(isFixed(group({ updates: [{ atMs: 5, minSize: null, maxSize: null, desiredCapacity: 2 }] }))).toBe(false);
  });

  it('may be missing where failures, shortages or addresses can keep them away', () => {
    const given = input({ capacityProviders: [fleet([0])] });
    expect(losesInstances(given, 0)).toBe(false);
    const outage = { kind: 'zone-outage', atMs: 1, untilMs: 2, zone: 0 } as const;
    expect(losesInstances({ ...given, failures: { hazards: [], incidents: [outage] } }, 0)).toBe(true);
    const shortage = { launchTemplates: [0], fromMs: 0, toMs: 1 };
    expect(losesInstances({ ...given, capacityShortages: [shortage] }, 0)).toBe(true);
  });
});

it('with launch type EC2 a service may be on every provider that has instances, else on those of its strategy', () => {
  const given = input({ capacityProviders: [fleet([0]), FARGATE, fleet([], 'other')] });
  expect(providersOf(service({ capacity: { launchType: 'EC2' } }), given)).toEqual([0, 2]);
  const strategy = [
    { capacityProvider: 1, base: 1, weight: 0 },
    { capacityProvider: 1, base: 0, weight: 1 },
  ];
  expect(providersOf(service({ capacity: { strategy } }), given)).toEqual([1]);
});
