/** How figures read in a report. No locale and no time zone: the same bytes on every machine. Times are UTC. */
import { DAY_MS, HOUR_MS, MIB_PER_GIB, MINUTE_MS, SECOND_MS } from '../base/units.ts';

/** `1,234.5`: a fixed number of decimals, thousands separated. */
export function decimal(value: number, digits: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** `1,234`. */
export function count(value: number): string {
  return decimal(value, 0);
}

/** A mean of counts: `3` when whole, else `3.4`; no decimals from 100 on. */
export function mean(value: number): string {
  return decimal(value, Number.isInteger(value) || value >= 100 ? 0 : 1);
}

/** From here on cents say nothing. */
const WHOLE_USD = 10_000;

/** `$1,234.56`, `$12,345`; what is above 0 and below half a cent is `<$0.01`. */
export function usd(amount: number): string {
  if (amount > 0 && amount < 0.005) return '<$0.01';
  return `$${decimal(amount, amount >= WHOLE_USD ? 0 : 2)}`;
}

/** A price per unit with all its digits, at least cents: `$0.004445`, `$0.10`. */
export function rateUsd(amount: number): string {
  const digits = amount.toFixed(8).replace(/0{1,6}$/, '');
  return `$${digits}`;
}

/** `12.3%`; `-` for null, where nobody knows or there is nothing to divide by. */
export function percent(value: number | null, digits = 1): string {
  return value === null ? '-' : `${decimal(value, digits)}%`;
}

const UNITS_MS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
] as const;

/** The two largest units that say something: `7d`, `1d 6h`, `2m 30s`, `1.5s`, `40ms`. */
export function duration(ms: number): string {
  const rounded = Math.round(ms);
  if (rounded < SECOND_MS) return `${rounded}ms`;
  if (rounded < 10 * SECOND_MS) return `${Number((rounded / SECOND_MS).toFixed(1))}s`;
  for (const [index, [name, unitMs]] of UNITS_MS.slice(0, -1).entries()) {
    const [nextName, nextMs] = UNITS_MS[index + 1];
    // Rounded first: 59 min 59.9 s is an hour, not 60 minutes.
    const inNext = Math.round(rounded / nextMs);
    const perUnit = unitMs / nextMs;
    if (inNext < perUnit) continue;
    const rest = inNext % perUnit;
    const whole = `${Math.floor(inNext / perUnit)}${name}`;
    return rest === 0 ? whole : `${whole} ${rest}${nextName}`;
  }
  return `${Math.round(rounded / SECOND_MS)}s`;
}

/** `512 MiB`, `1.5 GiB`. */
export function memory(mib: number): string {
  return mib < MIB_PER_GIB ? `${count(mib)} MiB` : `${mean(mib / MIB_PER_GIB)} GiB`;
}

/** `2026-03-02 14:05`. */
export function dateTime(epochMs: number): string {
  return isoTime(epochMs).slice(0, 16).replace('T', ' ');
}

/** ISO 8601, UTC: `2026-03-02T14:05:00Z`, with milliseconds only where there are some. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** `prices of 2022-09-03 to 2026-09-28`; nothing where nothing has a price. */
export function pricesPhrase({ oldest, newest }: Readonly<Record<'oldest' | 'newest', string | null>>): string {
  if (oldest === null) return '';
  return oldest === newest ? `prices of ${oldest}` : `prices of ${oldest} to ${newest}`;
}
