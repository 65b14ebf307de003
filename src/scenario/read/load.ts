import { nearest } from '../../base/nearest.ts';
import { MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import type { RequestsInput } from '../../sim/state/input/requests.ts';
import type { TaskProtectionInput } from '../../sim/state/input/task-protection.ts';
import type { Behaviour, Load } from '../scenario.ts';
import type { BehaviourSetting } from '../schema/behaviour.ts';
import type { DistributionSetting } from '../schema/distribution.ts';
import type { LoadSetting } from '../schema/load.ts';
import { below, type Place, readDistribution, readSeries } from './series.ts';

/** Requests a task works on at once, and those that wait at it beside them, unless the load says it. */
const CONCURRENT_REQUESTS_MAX_DEFAULT = 100;
const QUEUED_REQUESTS_MAX_DEFAULT = 1000;
/** A protection from scale-in expires after two hours (P3.26). */
const PROTECTION_MINUTES_DEFAULT = 120;
const AT_ONCE = { kind: 'constant', value: 0 } as const;

/** The load with its traces read; null where there is none, or where it has issues. */
export function readLoad(place: Place, setting: LoadSetting | undefined): Load | null {
  if (setting === undefined) return null;
  if (setting.requestsPerSecond !== undefined && setting.cpuSecondsPerRequest === undefined) {
    const expected = 'the CPU time of one request in seconds, beside requestsPerSecond';
    place.reading.report(place.subject, { path: [...place.path, 'cpuSecondsPerRequest'], expected });
  }
  if (setting.detail === 'requests' && setting.requestsPerSecond === undefined) {
    const expected = 'the requests that are to be simulated one by one, beside detail: requests';
    place.reading.report(place.subject, { path: [...place.path, 'requestsPerSecond'], expected });
  }
  const { memoryMiB } = setting;
  const memory = typeof memoryMiB === 'object' ? memoryMiB : { base: memoryMiB, perConcurrentRequest: undefined };
  return {
    requestsPerSecond: seriesOrNull(below(place, 'requestsPerSecond'), setting.requestsPerSecond),
    cpuSecondsPerRequest: setting.cpuSecondsPerRequest ?? 0,
    waitSecondsPerRequest: setting.waitSecondsPerRequest ?? 0,
    cpuFraction: seriesOrNull(below(place, 'cpuFraction'), setting.cpuFraction),
    memoryMiB: memory.base ?? null,
    memoryMiBPerConcurrentRequest: memory.perConcurrentRequest ?? 0,
    requests: readRequests(setting),
    concurrentRequestsMax: setting.concurrentRequestsMax ?? CONCURRENT_REQUESTS_MAX_DEFAULT,
    queuedRequestsMax: setting.queuedRequestsMax ?? QUEUED_REQUESTS_MAX_DEFAULT,
    memoryGrowthMiBPerHour: setting.memoryGrowthMiBPerHour ?? 0,
    cpuFactor: 1,
  };
}

function readRequests({ detail, requestArrivals, requestTimes }: LoadSetting): RequestsInput {
  const isLognormal = typeof requestTimes === 'object';
  return {
    detail: detail ?? 'fluid',
    arrivals: requestArrivals ?? 'poisson',
    times: isLognormal
      ? { kind: 'lognormal', deviation: requestTimes.lognormal.cv }
      : { kind: requestTimes ?? 'exponential', deviation: requestTimes === 'constant' ? 0 : 1 },
  };
}

function seriesOrNull(place: Place, setting: LoadSetting['cpuFraction']) {
  return setting === undefined ? null : (readSeries(place, setting) ?? null);
}

/** The behaviour with its distribution read. `containerNames` are those of the task definition, where it is known. */
export function readBehaviour(
  place: Place,
  setting: BehaviourSetting | undefined,
  containerNames: readonly string[] | undefined,
): Behaviour {
  const exit = setting?.exitAfterSeconds;
  const containers = Object.entries(setting?.containers ?? {});
  for (const [name] of containers) {
    if (containerNames === undefined || containerNames.includes(name)) continue;
    place.reading.report(place.subject, {
      path: [...place.path, 'containers', name],
      found: 'an unknown container',
      expected: `one of ${containerNames.join(' | ')}`,
      suggestion: nearest(name, containerNames),
      isAtKey: true,
    });
  }
  return {
    startFailureProbability: setting?.startFailureProbability ?? 0,
    exitAfterMs: exit === undefined ? null : (readDistribution(below(place, 'exitAfterSeconds'), exit) ?? null),
    exitCode: setting?.exitCode ?? 1,
    failsHealthCheckAfterMs: setting?.failsHealthCheckAfterSeconds ?? null,
    protection: readProtection(below(place, 'taskProtection'), setting?.taskProtection),
    containers: Object.fromEntries(containers.map(([name, container]) => [name, toContainerBehaviour(container)])),
  };
}

function readProtection(place: Place, setting: BehaviourSetting['taskProtection']): TaskProtectionInput | null {
  if (setting === undefined) return null;
  const { probability, startsAfterSeconds, lastsSeconds, expiresInMinutes, againAfterSeconds } = setting;
  const read = (key: string, value: DistributionSetting | undefined) =>
    value === undefined ? null : (readDistribution(below(place, key), value) ?? null);
  return {
    probability: probability ?? 1,
    startsAfterMs: read('startsAfterSeconds', startsAfterSeconds) ?? AT_ONCE,
    lastsMs: read('lastsSeconds', lastsSeconds),
    expiresAfterMs: (expiresInMinutes ?? PROTECTION_MINUTES_DEFAULT) * MINUTE_MS,
    againAfterMs: read('againAfterSeconds', againAfterSeconds),
  };
}

function toContainerBehaviour(setting: NonNullable<BehaviourSetting['containers']>[string]) {
  const { readySeconds, runSeconds, stopSeconds, exitCode } = setting;
  return {
    ...(readySeconds === undefined ? {} : { readySeconds: readySeconds / SECOND_MS }),
    ...(runSeconds === undefined ? {} : { runSeconds: runSeconds / SECOND_MS }),
    ...(stopSeconds === undefined ? {} : { stopSeconds: stopSeconds / SECOND_MS }),
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}
