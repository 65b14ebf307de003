/** Why a container instance drains, or its EC2 instance ends. Sentences: report/texts.ts. */
export const GROUP_SCALE_IN = 0;
/** Somebody changed the size of the Auto Scaling group. */
export const CAPACITY_CHANGED = 1;
export const SPOT_INTERRUPTED = 2;
export const INSTANCE_FAILED = 3;
export const ZONE_OUTAGE = 4;
/** `remedies` of the scenario: its tasks fit elsewhere, so it is emptied. */
export const REPACKED = 5;

/** Name by number. A new cause goes to the end. */
export const INSTANCE_CAUSES = [
  'GROUP_SCALE_IN',
  'CAPACITY_CHANGED',
  'SPOT_INTERRUPTED',
  'INSTANCE_FAILED',
  'ZONE_OUTAGE',
  'REPACKED',
] as const;
