import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import { sizeUp } from '../../catalog/fargate-sizes.ts';
import type { FargateRates } from '../../catalog/rates.ts';
import { ARRIVAL_ROW_VALUES, type ArrivalsInput } from '../../sim/state/input/arrivals.ts';
import type { ArrivalTrace } from '../loads/arrival-trace.ts';
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

function traceArrivals(trace: ArrivalTrace, runMs: number, table: SizeTable): ArrivalsInput {
  const { rows, firstMs, isTimed, sizes } = trace;
  const taskDefinitionOfSize = sizes.length === 0 ? null : new Int32Array(sizes.length).fill(NONE);
  for (const { cpuUnits, memoryMiB, number, atMs } of sizes) {
    if (atMs >= runMs) continue;
    taskDefinitionOfSize![number] = table.rowOf(sizeOf(cpuUnits, memoryMiB, table.fargateRates));
  }
  if ('path' in rows) return { kind: 'file', ...rows, firstMs, isTimed, taskDefinitionOfSize };
  const { values } = rows;
  const length = withinRun(values, firstMs, runMs);
  const column = (at: number) => Float64Array.from({ length }, (_, row) => values[row * ARRIVAL_ROW_VALUES + at]!);
  return {
    kind: 'list',
    atMs: column(0).map((atMs) => Math.round(atMs - firstMs)),
    durationMs: isTimed ? column(1) : null,
    taskDefinition: taskDefinitionOfSize && Int32Array.from(column(2), (size) => taskDefinitionOfSize[size]!),
  };
}

/** How many rows arrive before the run ends. */
function withinRun(values: Float64Array, firstMs: number, runMs: number): number {
  let count = 0;
  while (count * ARRIVAL_ROW_VALUES < values.length) {
    if (Math.round(values[count * ARRIVAL_ROW_VALUES]! - firstMs) >= runMs) break;
    count++;
  }
  return count;
}

/** On Fargate the cheapest size that holds the demand (P1.14). */
function sizeOf(cpuUnits: number, memoryMiB: number, rates: FargateRates | undefined): SizeOverride {
  if (rates === undefined) return { cpuUnits, memoryMiB, fargateCpuUnits: 0, fargateMemoryMiB: 0 };
  const size = sizeUp({ cpuUnits, memoryMiB }, rates);
  assert(size !== undefined, `no Fargate size holds ${cpuUnits} CPU units and ${memoryMiB} MiB`);
  return { cpuUnits, memoryMiB, fargateCpuUnits: size.cpuUnits, fargateMemoryMiB: size.memoryMiB };
}
