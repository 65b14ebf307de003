import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath } from '../../src/scenario/paths.ts';

describe('formatPath', () => {
  it('quotes a key that is no plain word', () => {
    expect(formatPath(['clusters', 0, 'my-key', 'a b', '0'])).toBe('clusters[0].my-key["a b"]["0"]');
    expect(formatPath([])).toBe('');
  });
});

describe('parsePath', () => {
  it('reads words, indexes and quoted texts', () => {
    expect(parsePath('clusters[0].services.web.desiredCount')).toEqual([
      'clusters',
      0,
      'services',
      'web',
      'desiredCount',
    ]);
    expect(parsePath('prices.ec2["m6i.large"]')).toEqual(['prices', 'ec2', 'm6i.large']);
  });

  it('reads a word that formatPath would quote', () => {
    expect(parsePath('subnets.10-0')).toEqual(['subnets', '10-0']);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a["x]', 'a["\\x"]', 'a b', 'a=b'])('refuses %j', (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  it('is the inverse of formatPath for any path', () => {
    const step = fc.oneof(
      fc.nat(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('web', 'a.b', '0', '"', '\\', '\n'),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });
});
