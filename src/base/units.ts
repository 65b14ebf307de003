/** Units of time, CPU and memory, and their conversions. A unit closes a name: `startupMs`, `memoryMiB`. */

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** 1 vCPU = 1024 CPU units (sheet, "Units"). */
export const CPU_UNITS_PER_VCPU = 1024;
/** ECS "GB" of task memory is 1024 MiB (sheet, "Units"). */
export const MIB_PER_GIB = 1024;
/** The month that AWS price pages use (sheet, "Units"). */
export const HOURS_PER_MONTH = 730;

/** The only null of the tables: no row. */
export const NONE = -1;
