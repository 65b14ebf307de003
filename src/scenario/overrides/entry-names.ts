/** Entries of a list by their names. */
import { childValue } from '../schema-walk.ts';

/** The fields that name an entry, in lower case; the first that an entry has is its name. */
const NAME_KEYS = [
  'name',
  'clustername',
  'servicename',
  'family',
  'policyname',
  'scheduledactionname',
  'alarmname',
  'targetgroupname',
  'loadbalancername',
  'capacityprovider',
  'natgatewayid',
  'instancetype',
];

/** The name of an entry of a list; a text is its own name. Undefined where it has none. */
export function entryName(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return undefined;
  const keys = Object.keys(entry);
  for (const nameKey of NAME_KEYS) {
    const key = keys.find((candidate) => candidate.toLowerCase() === nameKey);
    const name = key === undefined ? undefined : childValue(entry, key);
    if (typeof name === 'string') return name;
  }
  return undefined;
}
