/** The words that a misspelled one is compared with; the grammar holds the same ones and a test compares the two. */

/** Subjects without a name of their own. */
export const SUBJECTS = [
  'agentConnected',
  'agentVersion',
  'ec2InstanceId',
  'registeredAt',
  'runningTasksCount',
  'task:group',
] as const;

/** Every spelling of every operator. */
export const OPERATORS = [
  '==',
  'equals',
  '!=',
  'not_equals',
  '>',
  'greater_than',
  '>=',
  'greater_than_equal',
  '<',
  'less_than',
  '<=',
  'less_than_equal',
  'exists',
  '!exists',
  'not_exists',
  'in',
  '!in',
  'not_in',
  '=~',
  'matches',
  '!~',
  'not_matches',
] as const;

/** What joins two terms. */
export const CONNECTORS = ['and', 'or'] as const;

/** Operators of other languages, too far in spelling from ours for the nearest name to find them. */
export const OPERATOR_SLIPS: Readonly<Record<string, string>> = {
  '=': '==',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '~=': '=~',
  '~': '=~',
  '==~': '=~',
  '!=~': '!~',
  '=>': '>=',
  '=<': '<=',
  eq: '==',
  is: '==',
  ne: '!=',
  not: 'not_in',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'matches',
};
