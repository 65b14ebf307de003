/** Why a container instance drains, or its EC2 instance ends. Sentences: report/texts.ts. */
/** Its Auto Scaling group was made smaller, by managed scaling or by hand. */
export const GROUP_SCALE_IN = 0;
export const SPOT_INTERRUPTED = 1;
export const INSTANCE_FAILED = 2;
export const ZONE_OUTAGE = 3;
/** `remedies` of the scenario: its tasks fit elsewhere, so it is emptied. */
export const REPACKED = 4;

/** Managed Instances: nothing has run on it for a while. */
export const INSTANCE_IDLE = 5;
/** Managed Instances: so little runs on it that it fits elsewhere. */
export const INSTANCE_UNDERUSED = 6;
/** Managed Instances: it was launched 14 days ago. */
export const INSTANCE_EXPIRED = 7;

/** Name by number. A new cause goes to the end. */
export const INSTANCE_CAUSES = [
  'GROUP_SCALE_IN',
  'SPOT_INTERRUPTED',
  'INSTANCE_FAILED',
  'ZONE_OUTAGE',
  'REPACKED',
  'INSTANCE_IDLE',
  'INSTANCE_UNDERUSED',
  'INSTANCE_EXPIRED',
] as const;
