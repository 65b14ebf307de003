import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkedSection, type Section } from '../../src/scenario/checked-section.ts';
import { parseDocument } from '../../src/scenario/document.ts';

const schema = z.strictObject({ count: z.int() });
const COUNTS: Section<typeof schema> = {
  key: 'counts',
  schema,
  expected: 'a section counts',
  faults: ({ count }) => (count > 9 ? [{ path: ['count'], expected: 'at most 9' }] : []),
};

describe('a section that a command lives by', () => {
  it('is its value where nothing is wrong', () => {
    expect(checkedSection(parseDocument('counts: { count: 3 }\n', 's.yaml'), COUNTS)).toEqual({ count: 3 });
  });

  it.each([
    ['name: x\n', 's.yaml:1:1: found a scenario without one, expected a section counts'],
    ['counts: { count: 12 }\n', 's.yaml:1:18 counts.count: found 12, expected at most 9'],
    ['counts: { count: many }\n', 's.yaml:1:18 counts.count: found "many"'],
  ])('in %j is refused with its place', (text, message) => {
    expect(() => checkedSection(parseDocument(text, 's.yaml'), COUNTS)).toThrow(message);
  });
});
