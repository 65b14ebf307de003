import { assert } from '../../base/assert.ts';
import { sizeUp } from '../../catalog/fargate-sizes.ts';
import type { FargateRates } from '../../catalog/rates.ts';
import type { ArrivalsInput } from '../../sim/state/input.ts';
import { type ArrivalTrace, isSized, isTimed } from '../loads/arrival-trace.ts';
import { compileSeries } from '../loads/series.ts';
import type { Scenario, ScenarioTaskSource } from '../scenario.ts';
import type { SizeOverride } from './task-definition.ts';

/** How a trace's sizes become task definitions. */
export interface SizeTable {
  /** Row of the source's task definition with that size. */
  rowOf(size: SizeOverride): number;
  /** Rates by which a demand is sized up on Fargate; undefined on EC2, where it is taken as it is. */
  readonly fargateRates: FargateRates | undefined;
}

/** The arrivals of a source, those of a trace with a task definition per distinct size. */
export function compileArrivals(source: ScenarioTaskSource, scenario: Scenario, sizes: SizeTable): ArrivalsInput {
  const { arrivals } = source;
  if (arrivals.kind === 'poisson') {
    return { kind: 'poisson', perHour: compileSeries(arrivals.perHour, scenario.startEpochMs) };
  }
  if (arrivals.kind === 'list') {
    return { kind: 'list', atMs: arrivals.atMs, durationMs: null, taskDefinition: null };
  }
  return traceArrivals(arrivals.trace, scenario.durationMs, sizes);
}

function traceArrivals(trace: ArrivalTrace, runMs: number, sizes: SizeTable): ArrivalsInput {
  const end = trace.atMs.findIndex((time) => time >= runMs);
  const count = end < 0 ? trace.atMs.length : end;
  const rows = new Map<string, number>();
  const rowAt = (index: number) => {
    const [cpuUnits, memoryMiB] = [trace.cpuUnits[index]!, trace.memoryMiB[index]!];
    const key = `${cpuUnits}/${memoryMiB}`;
    if (!rows.has(key)) rows.set(key, sizes.rowOf(sizeOf(cpuUnits, memoryMiB, sizes.fargateRates)));
    return rows.get(key)!;
  };
  return {
    kind: 'list',
    atMs: trace.atMs.slice(0, count),
    durationMs: isTimed(trace) ? trace.durationMs.slice(0, count) : null,
    taskDefinition: isSized(trace) ? Int32Array.from({ length: count }, (_, index) => rowAt(index)) : null,
  };
}

/** On Fargate the cheapest size that holds the demand (P1.14). */
function sizeOf(cpuUnits: number, memoryMiB: number, rates: FargateRates | undefined): SizeOverride {
  if (rates === undefined) return { cpuUnits, memoryMiB, fargateCpuUnits: 0, fargateMemoryMiB: 0 };
  const size = sizeUp({ cpuUnits, memoryMiB }, rates);
  assert(size !== undefined, `no Fargate size holds ${cpuUnits} CPU units and ${memoryMiB} MiB`);
  return { cpuUnits, memoryMiB, fargateCpuUnits: size.cpuUnits, fargateMemoryMiB: size.memoryMiB };
}
