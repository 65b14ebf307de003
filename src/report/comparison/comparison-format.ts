/** How the figures of a comparison read: means, differences with their sign, and how sure they are. */
import { assertNever } from '../../base/assert.ts';
import { SECOND_MS } from '../../base/units.ts';
import type { FigureUnit } from '../figures/figure-facts.ts';
import * as format from '../format.ts';
import type { Difference, Estimate } from './comparison-schema.ts';

/** `$1,234.56`, `12.3%`, `18.4 ms`, `31.0 s`, `4.5`; `-` where nothing was measured. */
export function figureText(value: number | null, unit: FigureUnit): string {
  if (value === null) return '-';
  return `${value < 0 ? '-' : ''}${magnitude(Math.abs(value), unit)}`;
}

/** The mean with half the width of its interval: `$412.10 ± $3.20`; the mean alone where it has none. */
export function estimateText({ mean, halfWidth }: Pick<Estimate, 'mean' | 'halfWidth'>, unit: FigureUnit): string {
  if (mean === null) return '-';
  return halfWidth === null || isNothing(halfWidth, unit)
    ? figureText(mean, unit)
    : `${figureText(mean, unit)} ± ${magnitude(halfWidth, unit)}`;
}

/** `-$120.10 ± $3.10 (-18.2%)`; a percentage of a percentage is left out; `none` where it is too
 * small to be shown. */
export function differenceText(difference: Difference | null, unit: FigureUnit): string {
  if (difference === null) return '-';
  const { mean, halfWidth, percent } = difference;
  if (isNothing(Math.abs(mean), unit) && isNothing(halfWidth ?? 0, unit)) return 'none';
  const sure = halfWidth === null || isNothing(halfWidth, unit) ? '' : ` ± ${magnitude(halfWidth, unit)}`;
  const relative = percent === null || unit === 'percent' ? '' : ` (${signedPercent(percent)})`;
  return `${signed(mean, unit)}${sure}${relative}`;
}

/** Whether the 95 % interval leaves out 0: more replications would hardly turn the sign. */
export function isSure({ mean, halfWidth }: Difference): boolean {
  return halfWidth !== null && Math.abs(mean) > halfWidth;
}

/** A relative difference: `-18.2%`. */
export function signedPercent(percent: number): string {
  const text = format.percent(Math.abs(percent));
  if (!/[1-9]/.test(text)) return text;
  return `${percent < 0 ? '-' : '+'}${text}`;
}

/** With its sign, `+` too. */
export function signed(value: number, unit: FigureUnit): string {
  const text = magnitude(Math.abs(value), unit);
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? '-' : '+'}${text}`;
}

function isNothing(value: number, unit: FigureUnit): boolean {
  const text = magnitude(value, unit);
  return text.startsWith('<') || !/[1-9]/.test(text);
}

/** Milliseconds of so long a time say nothing. */
const SECONDS_FROM_MS = 10 * SECOND_MS;

function magnitude(value: number, unit: FigureUnit): string {
  switch (unit) {
    case 'usd':
      return format.usd(value);
    case 'percent':
      return percentText(value);
    case 'ms':
      if (value >= SECONDS_FROM_MS) return `${format.decimal(value / SECOND_MS, 1)} s`;
      return `${format.decimal(value, value < 100 ? 1 : 0)} ms`;
    case 'seconds':
      return `${format.decimal(value, 1)} s`;
    case 'vcpu-hours':
      return `${format.decimal(value, 1)} vCPU-h`;
    case 'vcpu':
      return `${format.decimal(value, 1)} vCPU`;
    case 'gib':
      return `${format.decimal(value, 1)} GiB`;
    case 'count':
      return format.mean(Number(value.toFixed(1)));
    default:
      return assertNever(unit);
  }
}

/** Near 100 % the digits behind say how many nines there are. */
function percentText(value: number): string {
  return format.percent(value, value > 99.9 && value < 100 ? 3 : 1);
}
