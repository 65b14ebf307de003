import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/base/nearest.ts';

const fields = ['binpack', 'random', 'spread', 'desiredCount', 'cpu'];

describe('nearest', () => {
  it.each([
    ['binpak', 'binpack'],
    ['sperad', 'spread'],
    ['desired_count', 'desiredCount'],
    ['DESIREDCOUNT', 'desiredCount'],
    ['pcu', 'cpu'],
  ])('reads %s as %s', (name, expected) => {
    expect(nearest(name, fields)).toBe(expected);
  });

  it.each(['', 'x', 'gpu2', 'roundRobin', 'loadBalancers'])('says nothing for %j: no candidate is near', (name) => {
    expect(nearest(name, fields)).toBeUndefined();
  });

  it('counts a swap of neighbours as one edit, so it beats a replaced pair', () => {
    expect(nearest('abdc', ['abxx', 'abcd'])).toBe('abcd');
  });

  it('takes the earlier of two candidates at equal distance', () => {
    expect(nearest('weba', ['webb', 'webc'])).toBe('webb');
  });

  it('finds every name that has one letter doubled', () => {
    fc.assert(
      fc.property(fc.constantFrom('binpack', 'random', 'spread'), fc.nat(5), (name, at) => {
        expect(nearest(name.slice(0, at) + name.slice(at, at + 1) + name.slice(at), fields)).toBe(name);
      }),
    );
  });
});
