import { expect, it } from 'vitest';
import { QUOTA_GROUPS, quotaGroupOf } from '../../src/catalog/quota-groups.ts';

it.each([
  ['m6i.large', 'standard'],
  ['im4gn.large', 'standard'],
  ['t3.micro', 'standard'],
  ['g4dn.xlarge', 'g'],
  ['gr6.4xlarge', 'g'],
  ['vt1.3xlarge', 'g'],
  ['p4d.24xlarge', 'p'],
  ['inf2.xlarge', 'inf'],
  ['trn1.2xlarge', 'trn'],
  ['x2gd.medium', 'x'],
  ['u-6tb1.56xlarge', 'u'],
  ['hpc7g.4xlarge', 'hpc'],
  ['dl2q.24xlarge', 'dl'],
] as const)('P10.3: %s counts to the quota of %s', (type, group) => {
  expect(quotaGroupOf(type)).toBe(group);
  expect(QUOTA_GROUPS).toContain(group);
});
