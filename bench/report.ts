/** What a bench says, and how it is shown beside the committed baseline. No verdict: machines differ. */
import { cpus } from 'node:os';

export interface Measurement {
  /** What is measured and at which size: `kernel/hold/100000`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, by issue 4: shown, no verdict where it hangs on the machine. */
  readonly goal?: Goal | undefined;
  /** It does not hang on the machine: beyond its goal the bench fails. */
  readonly isHeld?: boolean;
}

export type Goal = { readonly atLeast: number } | { readonly atMost: number };

export interface Bench {
  readonly name: string;
  /** It runs when it is named, and not with all the others. */
  readonly isOnlyAsked?: boolean;
  /** Quick: small sizes, once; it shows that the bench runs, not how fast. */
  measure(isQuick: boolean): Promise<readonly Measurement[]>;
}

export interface Baseline {
  readonly machine: string;
  /** `2026-11-29`. */
  readonly date: string;
  readonly measurements: readonly Measurement[];
}

/** CPU that this thread has had: what others do on the machine at the same time takes none of it. */
export function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** The best of several rounds, in operations per second of CPU: what disturbs a round only makes it slower. */
export function perSecond(rounds: number, round: () => number): number {
  let best = 0;
  for (let i = 0; i < rounds; i++) {
    const start = cpuSeconds();
    const operations = round();
    best = Math.max(best, operations / (cpuSeconds() - start));
  }
  return best;
}

export function describeMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
}

export function meetsGoal({ value, goal }: Measurement): boolean {
  if (goal === undefined) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** `≥ 5,000,000`, with a word where it is missed; '' without a goal. */
function formatGoal(measurement: Measurement): string {
  const { goal } = measurement;
  if (goal === undefined) return '';
  const text = 'atLeast' in goal ? `≥ ${formatValue(goal.atLeast)}` : `≤ ${formatValue(goal.atMost)}`;
  return meetsGoal(measurement) ? text : `${text} MISSED`;
}

/**
 * A row per measurement: figure, unit, its goal, and the change against the baseline where that has the same one.
 */
export function formatMeasurements(measurements: readonly Measurement[], baseline: Baseline | undefined): string {
  const before = new Map(baseline?.measurements.map((one) => [one.name, one.value]));
  const rows = measurements.map((one) => [
    one.name,
    formatValue(one.value),
    one.unit,
    formatChange(one.value, before.get(one.name)),
    formatGoal(one),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column], column === 1 || column === 3))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, width: number, isRight: boolean): string {
  return isRight ? text.padStart(width) : text.padEnd(width);
}

function formatChange(value: number, before: number | undefined): string {
  if (before === undefined) return 'new';
  const percent = Math.round((value / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** Three digits count, with thousands set apart. */
export function formatValue(value: number): string {
  if (value < 100) return Number(value.toPrecision(3)).toString();
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
