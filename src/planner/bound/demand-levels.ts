/** What the services of a cluster must compute over a run, in a few levels of demand. */
import { SECOND_MS } from '../../base/units.ts';
import { CurveReader } from '../../sim/controllers/usage/curve-reader.ts';
import type { LoadInput, ServiceInput, SimulationInput } from '../../sim/state/input.ts';

/** Stretches of the run with about the same demand, taken together. */
export interface DemandLevel {
  /** How much of the run, ms. */
  readonly durationMs: number;
  /** By service: vCPUs that its requests would keep busy, in the mean over the level. */
  readonly vcpus: Float64Array;
  /** How often the run comes into the level from another: each time requests may wait at tasks that came before. */
  readonly entries: number;
}

/** Equal parts of the run at most, and levels that they are gathered into. */
const SLOTS_MAX = 336;
const LEVELS_MAX = 8;

/**
 * The levels of a run, the lowest demand of all services together first. A mean over like stretches is enough for a
 * lower bound: what serves each of them serves their mean, in the mean, at the same cost.
 */
export function demandLevels(input: SimulationInput): DemandLevel[] {
  const slots = slotDemands(input);
  // What differs by rounding alone is the same demand, and stays in order of time.
  const total = (slot: Float64Array) => Math.fround(slot.reduce((sum, vcpus) => sum + vcpus, 0));
  const sorted = slots.map((vcpus, index) => ({ vcpus, index, total: total(vcpus) }));
  sorted.sort((a, b) => a.total - b.total || a.index - b.index);
  const slotMs = input.durationMs / slots.length;
  const count = Math.min(LEVELS_MAX, slots.length);
  return Array.from({ length: count }, (_, level) => {
    const members = sorted.slice(
      Math.floor((level * slots.length) / count),
      Math.floor(((level + 1) * slots.length) / count),
    );
    const vcpus = input.services.map((__, service) => {
      return members.reduce((sum, member) => sum + member.vcpus[service], 0) / members.length;
    });
    const inLevel = new Set(members.map(({ index }) => index));
    const entries = members.filter(({ index }) => index > 0 && !inLevel.has(index - 1)).length;
    return { durationMs: members.length * slotMs, vcpus: Float64Array.from(vcpus), entries };
  });
}

/** Mean demand of each service in equal parts of the run. */
function slotDemands({ services, durationMs }: SimulationInput): Float64Array[] {
  const slots = Array.from({ length: SLOTS_MAX }, () => new Float64Array(services.length));
  for (const [index, service] of services.entries()) {
    const { load } = service;
    if (load === null || load.requestsPerSecond === null) continue;
    const cpuSeconds = leastCpuSeconds(service);
    integrate(load.requestsPerSecond, durationMs, SLOTS_MAX, (slot, meanRate) => {
      slots[slot][index] = meanRate * cpuSeconds;
    });
  }
  return slots;
}

/** CPU time of a request, seconds, of whichever revision takes least: a bound must hold if it serves all. */
export function leastCpuSeconds({ load, deployments }: ServiceInput): number {
  const loads: (LoadInput | null)[] = [load, ...deployments.map((deployment) => deployment.load)];
  return Math.min(...loads.map((one) => one?.cpuSecondsPerRequest ?? Number.POSITIVE_INFINITY));
}

/** Tells the mean of the curve in each of so many equal parts of the run. */
function integrate(
  curve: NonNullable<LoadInput['requestsPerSecond']>,
  durationMs: number,
  parts: number,
  tell: (part: number, mean: number) => void,
): void {
  const reader = new CurveReader(curve);
  const partMs = durationMs / parts;
  let nowMs = 0;
  for (let part = 0; part < parts; part++) {
    const endMs = (part + 1) * partMs;
    let area = 0;
    while (nowMs < endMs) {
      reader.moveTo(nowMs);
      const nextMs = Math.min(endMs, reader.nextChangeMs);
      area += (reader.value * (nextMs - nowMs)) / SECOND_MS;
      nowMs = nextMs;
    }
    tell(part, (area * SECOND_MS) / partMs);
  }
}
