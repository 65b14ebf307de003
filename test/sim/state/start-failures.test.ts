import { describe, expect, it } from 'vitest';
import * as failures from '../../../src/sim/state/start-failures.ts';

const { START_FAILURES } = failures;

describe('reasons of a failed start (P12 stoppedReason)', () => {
  it('have the number that their name stands for', () => {
    const named = Object.entries(failures).filter(([, value]) => typeof value === 'number');
    expect(Object.fromEntries(named)).toEqual(
      Object.fromEntries(START_FAILURES.map(({ name }, index) => [name, index])),
    );
    expect(named).toHaveLength(START_FAILURES.length);
  });

  it.each([
    ['PULL_TIMED_OUT', 'CannotPullContainerError: '],
    ['PULL_DENIED', 'pull access denied'],
    ['IMAGE_NOT_FOUND', 'not found'],
    ['NO_SPACE_LEFT', 'no space left on device'],
    ['TOO_MANY_REQUESTS', 'toomanyrequests: '],
    ['REGISTRY_AUTH_TIMED_OUT', 'ResourceInitializationError: unable to pull secrets or registry auth: '],
    ['SECRETS_DENIED', 'ResourceInitializationError: unable to pull secrets or registry auth: '],
    ['LOGGER_TIMED_OUT', 'ResourceInitializationError: failed to validate logger args: '],
    ['ENI_TIMED_OUT', 'Timeout waiting for network interface provisioning to complete.'],
    ['NO_FREE_ADDRESSES', 'InsufficientFreeAddressesInSubnet'],
    ['CAPACITY_UNAVAILABLE', 'Capacity is unavailable at this time.'],
    ['ROLE_NOT_ASSUMED', 'ECS was unable to assume the role '],
  ])("P12: %s has the sheet's words", (name, words) => {
    expect(START_FAILURES.find((failure) => failure.name === name)?.stoppedReason).toContain(words);
  });

  it('P12: what concerns the network interface or a role that nobody may assume ends a task in PROVISIONING', () => {
    const early = START_FAILURES.filter(({ isInProvisioning }) => isInProvisioning).map(({ name }) => name);
    expect(early).toEqual(['ENI_TIMED_OUT', 'NO_FREE_ADDRESSES', 'CAPACITY_UNAVAILABLE', 'ROLE_NOT_ASSUMED']);
  });
});
