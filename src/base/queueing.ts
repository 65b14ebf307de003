/**
 * Queueing formulas in closed form: what a multi-server queue does in the long run. Times are in one unit, rates per
 * that unit, and the offered load is rate × mean service time (erlang). A variation is a squared coefficient of
 * variation, variance / mean²: 0 constant, 1 exponential (of interarrival times: 1 Poisson). Nothing is allocated.
 *
 * Sources: L. Kleinrock, Queueing Systems I (1975); A. Allen, Probability, Statistics, and Queueing Theory (1990);
 * W. Whitt, The Queueing Network Analyzer, Bell System Technical Journal 62 (1983). docs/model.md, "Requests".
 */

/** A term of a sum that is smaller than this part of it changes no digit. */
const NEGLIGIBLE = 2 ** -60;
const NEWTON_STEPS_MAX = 100;

/**
 * Erlang B: the share of requests that M/G/c/c turns away. By its recursion over the servers, which neither overflows
 * nor cancels. O(servers).
 *
 * @param servers integer ≥ 0
 * @param offeredLoad erlang, ≥ 0
 */
export function erlangB(servers: number, offeredLoad: number): number {
  let blocked = 1;
  for (let count = 1; count <= servers; count++) {
    const rejected = offeredLoad * blocked;
    blocked = rejected / (count + rejected);
  }
  return blocked;
}

/** Erlang C: the share of requests that wait in M/M/c; 1 when the servers cannot keep up. O(servers). */
export function erlangC(servers: number, offeredLoad: number): number {
  if (offeredLoad >= servers) return 1;
  const blocked = erlangB(servers, offeredLoad);
  return blocked / (1 - (offeredLoad / servers) * (1 - blocked));
}

/**
 * Mean wait before service in G/G/c by Allen and Cunneen, with the correction of Krämer and Langenbach-Belz where
 * arrivals are steadier than Poisson. Exact for M/M/c (Erlang C) and for M/G/1 (Pollaczek–Khinchine), which are its
 * cases of arrivalVariation 1; an approximation elsewhere. O(servers).
 *
 * @param arrivalRate of the whole queue
 * @param serviceTime mean of one request on one server
 * @returns Infinity when the servers cannot keep up
 */
export function meanWait(
  servers: number,
  arrivalRate: number,
  serviceTime: number,
  arrivalVariation = 1,
  serviceVariation = 1,
): number {
  const offeredLoad = arrivalRate * serviceTime;
  return meanWaitGiven(
    erlangC(servers, offeredLoad),
    servers,
    offeredLoad,
    serviceTime,
    arrivalVariation,
    serviceVariation,
  );
}

/** The same where Erlang C of that queue is at hand. O(1). */
export function meanWaitGiven(
  waitProbability: number,
  servers: number,
  offeredLoad: number,
  serviceTime: number,
  arrivalVariation: number,
  serviceVariation: number,
): number {
  if (offeredLoad >= servers) return offeredLoad === 0 ? 0 : Number.POSITIVE_INFINITY;
  const markovian = (waitProbability * serviceTime) / (servers - offeredLoad);
  const variation = (arrivalVariation + serviceVariation) / 2;
  return markovian * variation * steadyArrivals(offeredLoad / servers, arrivalVariation, serviceVariation);
}

/** Krämer and Langenbach-Belz (1976), as in Whitt (1983), equation 45: 1 for Poisson and burstier arrivals. */
function steadyArrivals(utilization: number, arrivalVariation: number, serviceVariation: number): number {
  if (arrivalVariation >= 1) return 1;
  if (arrivalVariation + serviceVariation === 0) return 0;
  const gap = (1 - arrivalVariation) ** 2 / (arrivalVariation + serviceVariation);
  return Math.exp((-2 * (1 - utilization) * gap) / (3 * utilization));
}

/**
 * Share of requests that M/M/c/K turns away because its room is full. O(servers).
 *
 * @param waitingPlaces integer ≥ 0, beside those in service: K − c
 */
export function lossProbability(servers: number, waitingPlaces: number, offeredLoad: number): number {
  const blocked = erlangB(servers, offeredLoad);
  const ratio = offeredLoad / servers;
  if (ratio <= 1) return busyShare(blocked, ratio, waitingPlaces) * ratio ** waitingPlaces;
  return fullShare(blocked, 1 / ratio, waitingPlaces);
}

/** Share of the requests that M/M/c/K lets in which find all servers at work; Erlang C without a bound. O(servers). */
export function acceptedWaitProbability(servers: number, waitingPlaces: number, offeredLoad: number): number {
  if (offeredLoad === 0 || waitingPlaces === 0) return 0;
  const blocked = erlangB(servers, offeredLoad);
  const ratio = offeredLoad / servers;
  // Times in the states with a free server, and in those where all work and there is room, over one of them.
  const free = 1 - blocked;
  if (ratio <= 1) {
    const waiting = blocked * geometricSum(ratio, waitingPlaces);
    return waiting / (free + waiting);
  }
  const back = 1 / ratio;
  const waiting = blocked * back * geometricSum(back, waitingPlaces);
  return waiting / (free * back ** waitingPlaces + waiting);
}

/**
 * Mean wait of the requests that M/M/c/K accepts: Little's law over the places that wait. Finite at any load.
 * O(servers + waitingPlaces), less where far states do not count.
 */
export function meanWaitOfAccepted(
  servers: number,
  waitingPlaces: number,
  arrivalRate: number,
  serviceTime: number,
): number {
  const offeredLoad = arrivalRate * serviceTime;
  if (offeredLoad === 0) return 0;
  const blocked = erlangB(servers, offeredLoad);
  const ratio = offeredLoad / servers;
  const waiting =
    ratio <= 1
      ? busyShare(blocked, ratio, waitingPlaces) * waitingFromEmpty(ratio, waitingPlaces)
      : fullShare(blocked, 1 / ratio, waitingPlaces) * waitingFromFull(1 / ratio, waitingPlaces);
  return waiting / (arrivalRate * (1 - lossProbability(servers, waitingPlaces, offeredLoad)));
}

/** Share of time in which all servers work and nobody waits, for ratio ≤ 1; later states follow by powers of it. */
function busyShare(blocked: number, ratio: number, places: number): number {
  return blocked / (1 + blocked * ratio * geometricSum(ratio, places));
}

/** Share of time in which the room is full, for back = 1 / ratio < 1; earlier states follow by powers of it. */
function fullShare(blocked: number, back: number, places: number): number {
  return blocked / (back ** places + blocked * geometricSum(back, places));
}

/** 1 + ratio + … + ratio^(count − 1), for 0 ≤ ratio ≤ 1, without the cancellation near 1. */
function geometricSum(ratio: number, count: number): number {
  if (ratio === 1 || count === 0) return count;
  return ratio === 0 ? 1 : Math.expm1(count * Math.log(ratio)) / (ratio - 1);
}

/** ratio + 2 ratio² + … + places ratio^places. */
function waitingFromEmpty(ratio: number, places: number): number {
  let sum = 0;
  let power = 1;
  for (let count = 1; count <= places; count++) {
    power *= ratio;
    sum += count * power;
    if (power < NEGLIGIBLE * (1 - ratio)) break;
  }
  return sum;
}

/** places + (places − 1) back + … + back^(places − 1). */
function waitingFromFull(back: number, places: number): number {
  let sum = 0;
  let power = 1;
  for (let count = places; count > 0; count--) {
    sum += count * power;
    power *= back;
    if (power < NEGLIGIBLE * (1 - back)) break;
  }
  return sum;
}

/**
 * Share of requests that wait in GI/M/1 whose arrivals are every n-th of a Poisson stream: at one of n targets of one
 * server each behind round robin. It solves σ = (Λ / (Λ + μ (1 − σ)))^n; the mean wait is σ s / (1 − σ), and the wait
 * of those who wait is exponential (Kleinrock, chapter 6). By Newton's steps, which rise to the root from 0, for the
 * right side is convex.
 *
 * @param targets n
 * @param arrivalRate Λ, of all targets together
 * @returns 1 when the targets cannot keep up
 */
export function roundRobinWaitProbability(targets: number, arrivalRate: number, serviceTime: number): number {
  const offeredLoad = arrivalRate * serviceTime;
  if (offeredLoad >= targets) return 1;
  let share = 0;
  for (let step = 0; step < NEWTON_STEPS_MAX; step++) {
    const base = offeredLoad + 1 - share;
    const value = (offeredLoad / base) ** targets;
    const next = share + (value - share) / (1 - (targets * value) / base);
    if (!(next > share)) break;
    share = next;
  }
  return share;
}

/**
 * Share of requests that wait in GI/G/1 whose arrivals are no burstier than Poisson, by Krämer and Langenbach-Belz
 * (1976), as in Whitt (1983), equations 48 and 49. For Poisson arrivals it is the utilization.
 */
export function steadyWaitProbability(utilization: number, arrivalVariation: number, serviceVariation: number): number {
  if (utilization >= 1) return 1;
  const above = 1 + arrivalVariation + utilization * serviceVariation;
  const below = 1 + utilization * (serviceVariation - 1) + utilization ** 2 * (4 * arrivalVariation + serviceVariation);
  return utilization + ((arrivalVariation - 1) * utilization * (1 - utilization) * above) / below;
}
