/** How much of its requests each service must serve, by what the scenario expects. */
import type { Expectation } from '../../base/expectations.ts';
import type { SimulationInput } from '../../sim/state/input.ts';

/** What may be on its way at the end of the run, and what a measure may say too much, of all requests. */
const SLACK = 0.01;
/** Single requests come at random: there may be fewer than the rate says. */
const SLACK_OF_SINGLE_REQUESTS = 0.03;

/** By service, a share in [0, 1]; 0 where nobody expects anything, for then none need be served. */
export function servedShares(input: SimulationInput, expectations: readonly Expectation[]): Float64Array {
  return Float64Array.from(input.services, ({ serviceName, load }) => {
    if (load === null || load.requestsPerSecond === null) return 0;
    const slack = load.requests.detail === 'requests' ? SLACK_OF_SINGLE_REQUESTS : SLACK;
    const promised = expectations
      .filter(({ cluster, service }) => {
        return (cluster === null || cluster === input.clusterName) && (service === null || service === serviceName);
      })
      .map(({ clause, limit }) => {
        if (clause === 'availability') return limit / 100;
        return clause === 'maxRejectedRequests' ? 1 - limit / 100 : 0;
      });
    return Math.max(0, Math.max(0, ...promised) - slack);
  });
}
