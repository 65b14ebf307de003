import { describe, expect, it } from 'vitest';
import { callFaults, readTraffic } from '../../../src/scenario/read/traffic.ts';
import { faultsOf, service } from '../scenario-texts.ts';

describe('the traffic of a service', () => {
  it('is what a request carries: answers, and calls with their own answers', () => {
    expect(readTraffic(undefined)).toBeNull();
    expect(readTraffic({})).toEqual({ bytesPerResponse: 0, calls: [] });
    expect(
      readTraffic({
        bytesPerResponse: 9000,
        calls: [
          { service: 'api', perRequest: 2, bytesPerRequest: 100, bytesPerResponse: 900 },
          { internet: true, bytesPerRequest: 50 },
        ],
      }),
    ).toEqual({
      bytesPerResponse: 9000,
      calls: [
        { service: 'api', bytes: 2000, bytesOut: 200 },
        { service: null, bytes: 50, bytesOut: 50 },
      ],
    });
  });

  it('calls services of the cluster', () => {
    const called = (name: string) => ({ bytesPerResponse: 0, calls: [{ service: name, bytes: 1, bytesOut: 1 }] });
    expect(callFaults(called('api'), ['web', 'api'])).toEqual([]);
    expect(callFaults(null, [])).toEqual([]);
    const calls = [{ service: 'apl' }];
    expect(faultsOf({ services: [service({ traffic: { calls } }), service({ serviceName: 'api' })] })).toEqual([
      'clusters[0].services[0].traffic.calls[0].service: found "apl", expected a service of the cluster; did you mean "api"?',
    ]);
    const neither = faultsOf({ services: [service({ traffic: { calls: [{ perRequest: 1 }] } })] });
    expect(neither.length).toBeGreaterThan(0);
  });
});
