import { describe, expect, it } from 'vitest';
import { roleName, usableAddresses } from '../../src/scenario/network.ts';

describe('usableAddresses', () => {
  it('P12.3 EX /24, /28: have 251 and 11', () => {
    expect(usableAddresses(24)).toBe(251);
    expect(usableAddresses(28)).toBe(11);
  });
});

it('a role is known by the name at the end of its ARN, past its path', () => {
  expect(roleName('arn:aws:iam::123456789012:role/service/web')).toBe('web');
  expect(roleName('web')).toBe('web');
});
