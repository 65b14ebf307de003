/** What the requests of services carry, and whether the services that they call are there. */

import { nearest } from '../../base/nearest.ts';
import type { Fault } from '../fault.ts';
import type { ScenarioTraffic } from '../scenario.ts';
import type { TrafficSetting } from '../schema/traffic.ts';

/** null where nothing is said. */
export function readTraffic(setting: TrafficSetting | undefined): ScenarioTraffic | null {
  if (setting === undefined) return null;
  const { bytesPerResponse = 0, calls = [] } = setting;
  return {
    bytesPerResponse,
    calls: calls.map((call) => {
      const { perRequest = 1, bytesPerRequest = 0, bytesPerResponse: answer = 0 } = call;
      return {
        service: 'service' in call ? call.service : null,
        bytes: perRequest * (bytesPerRequest + answer),
        bytesOut: perRequest * bytesPerRequest,
      };
    }),
  };
}

/** Paths start at the service. */
export function callFaults(traffic: ScenarioTraffic | null, serviceNames: readonly string[]): Fault[] {
  return (traffic?.calls ?? []).flatMap(({ service }, index) => {
    if (service === null || serviceNames.includes(service)) return [];
    const path = ['traffic', 'calls', index, 'service'];
    const expected = 'a service of the cluster';
    return [{ path, found: JSON.stringify(service), expected, suggestion: nearest(service, serviceNames) }];
  });
}
