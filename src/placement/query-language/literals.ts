/** Reads the literals of the subjects that have an order. Each returns undefined for a text of another form. */

/** P3.20: date only, or date and time with `Z`, an offset, or no zone, which means UTC. */
const REGISTERED_AT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z|([+-])(\d{2}):(\d{2}))?)?$/;
const LAST_EPOCH_MS = Date.UTC(9999, 11, 31, 23, 59, 59);
/** Widest offset from UTC that ISO 8601 libraries take. */
const OFFSET_MINUTES_MAX = 18 * 60;
const VERSION = /^\d{1,9}(\.\d{1,9})*$/;
const COUNT = /^\d{1,9}$/;

/** Whole seconds as ms since 1970-01-01T00:00:00Z; undefined also for a day or hour that does not exist. */
export function readRegisteredAt(text: string): number | undefined {
  const parts = REGISTERED_AT.exec(text);
  if (parts === null) return undefined;
  const local = `${parts[1]}T${parts[2] ?? '00:00:00'}.000Z`;
  const localMs = Date.parse(local);
  // Date.parse takes 30 February for 1 March; the day it understood must be the day that was written.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return undefined;
  const offsetMinutes = Number(parts[5] ?? 0) * 60 + Number(parts[6] ?? 0);
  if (offsetMinutes > OFFSET_MINUTES_MAX || Number(parts[6] ?? 0) > 59) return undefined;
  const epochMs = localMs - (parts[4] === '-' ? -1 : 1) * offsetMinutes * 60_000;
  return epochMs >= 0 && epochMs <= LAST_EPOCH_MS ? epochMs : undefined;
}

/** `2018-02-13T00:00:00Z`: the form in which `readRegisteredAt` reads the same instant again. */
export function formatRegisteredAt(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** Digits and dots, as they are written. */
export function readVersion(text: string): string | undefined {
  return VERSION.test(text) ? text : undefined;
}

/** An integer ≥ 0 of at most nine digits. */
export function readCount(text: string): number | undefined {
  return COUNT.test(text) ? Number(text) : undefined;
}

/**
 * Compares version numbers part by part, a missing part being 0 (P3.20): negative when `a` is older, 0 when equal. What
 * follows `-` or `+`, such as a build, does not count (model). NaN when either is no version number.
 */
export function compareVersions(a: string, b: string): number {
  const left = versionParts(a);
  const right = versionParts(b);
  if (left === undefined || right === undefined) return Number.NaN;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function versionParts(text: string): readonly number[] | undefined {
  const core = /^[^+-]*/.exec(text)?.[0] ?? '';
  return readVersion(core)?.split('.').map(Number);
}
