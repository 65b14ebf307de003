/** What a bench says, and how it is shown beside the committed baseline. No verdict: machines differ. */
import { cpus } from 'node:os';

export interface Measurement {
  /** What is measured and at which size: `kernel/hold/100000`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Bench {
  readonly name: string;
  /** Quick: small sizes, once; it shows that the bench runs, not how fast. */
  measure(isQuick: boolean): Promise<readonly Measurement[]>;
}

export interface Baseline {
  readonly machine: string;
  readonly measurements: readonly Measurement[];
}

/** The best of several rounds of work, in operations per second: what disturbs a round only makes it slower. */
export function perSecond(rounds: number, round: () => number): number {
  let best = 0;
  for (let i = 0; i < rounds; i++) {
    const startMs = performance.now();
    const operations = round();
    best = Math.max(best, (operations / (performance.now() - startMs)) * 1000);
  }
  return best;
}

export function describeMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
}

/** A row per measurement: figure, unit, and the change against the baseline where it has the same one. */
export function formatMeasurements(measurements: readonly Measurement[], baseline: Baseline | undefined): string {
  const before = new Map(baseline?.measurements.map((one) => [one.name, one.value]));
  const rows = measurements.map(({ name, value, unit }) => [
    name,
    formatValue(value),
    unit,
    formatChange(value, before.get(name)),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(([name, value, unit, change]) =>
      [name.padEnd(widths[0]), value.padStart(widths[1]), unit.padEnd(widths[2]), change.padStart(widths[3])]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function formatChange(value: number, before: number | undefined): string {
  if (before === undefined) return 'new';
  const percent = Math.round((value / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** Three digits count, with thousands set apart. */
function formatValue(value: number): string {
  if (value < 100) return value.toPrecision(3);
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
