/** How requests come and what they take, as the engine takes it. */

import type { ServiceTime } from '../../../base/response-times.ts';

/** What holds for the requests of a whole service, whatever revision serves them. */
export interface RequestsInput {
  /** `fluid`: rates and queueing formulas; `requests`: every request on its own. */
  readonly detail: 'fluid' | 'requests';
  /** A Poisson process, or each as soon as the curve says that one more is due. */
  readonly arrivals: 'poisson' | 'even';
  /**
   * How the time of a request is spread around its mean: one factor of mean 1 for its CPU time and for its time without
   * CPU. `deviation` = standard deviation / mean, of lognormal only.
   */
  readonly times: Omit<ServiceTime, 'mean'>;
}
