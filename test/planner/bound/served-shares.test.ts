import { expect, it } from 'vitest';
import type { Expectation } from '../../../src/base/expectations.ts';
import { servedShares } from '../../../src/planner/bound/served-shares.ts';
import { curve, input, load, service } from '../../sim/builders.ts';

const expectation = (parts: Partial<Expectation>): Expectation => ({
  cluster: null,
  service: null,
  clause: 'availability',
  limit: 99,
  place: 's.yaml:1:1',
  ...parts,
});
const requests = load({ requestsPerSecond: curve([[0, 1]]) });

it('a service must serve what is expected of it, its cluster or all, less a slack; without requests nothing', () => {
  const services = [
    service({ serviceName: 'web', load: requests }),
    service({ serviceName: 'api', load: requests }),
    service({ serviceName: 'worker' }),
  ];
  const given = input({ clusterName: 'shop', services });
  const shares = (...expectations: Expectation[]) =>
    [...servedShares(given, expectations)].map((one) => Number(one.toFixed(6)));
  expect(shares()).toEqual([0, 0, 0]);
  expect(shares(expectation({}))).toEqual([0.98, 0.98, 0]);
  expect(shares(expectation({ cluster: 'other' }))).toEqual([0, 0, 0]);
  expect(
    shares(expectation({ service: 'api', clause: 'maxRejectedRequests', limit: 5 }), expectation({ limit: 50 })),
  ).toEqual([0.49, 0.94, 0]);
  expect(shares(expectation({ clause: 'latencyP99', limit: 300 }))).toEqual([0, 0, 0]);
});

it('single requests come at random, so a little less must be enough', () => {
  const single = { ...requests, requests: { ...requests.requests, detail: 'requests' as const } };
  const given = input({ services: [service({ load: single })] });
  expect(servedShares(given, [expectation({ limit: 100 })])[0]).toBeCloseTo(0.97, 9);
});
