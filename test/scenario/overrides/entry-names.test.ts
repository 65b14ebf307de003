import { expect, it } from 'vitest';
import { entryName } from '../../../src/scenario/overrides/entry-names.ts';

it('an entry is named by its name, else by the name that its kind has, however that is spelled', () => {
  expect(entryName({ clusterName: 'shop', name: 'x' })).toBe('x');
  expect(entryName({ ServiceName: 'web' })).toBe('web');
  expect(entryName({ weight: 1, capacityProvider: 'spot' })).toBe('spot');
});

it('a text is its own name; a number, a nameless object and a name that is no text have none', () => {
  expect(entryName('FARGATE')).toBe('FARGATE');
  expect([entryName(3), entryName(null), entryName({ weight: 1 }), entryName({ name: 4 })]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});
