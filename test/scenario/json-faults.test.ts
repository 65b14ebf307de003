import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JSON_DEPTH_MAX, jsonFaults } from '../../src/scenario/json-faults.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the walk over JSON tokens', () => {
  it('finds nothing wrong with what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        expect(jsonFaults(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    );
  });

  it('finds a fault in exactly the texts that JSON.parse refuses', () => {
    const signs = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\n"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '#',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 8 }), (tokens) => {
        const text = tokens.join('');
        const syntax = jsonFaults(text).filter((fault) => !fault.found.endsWith('a second time'));
        expect(syntax.length === 0).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('reports a repeated key of the same object, and not of its neighbour', () => {
    expect(jsonFaults('[{"a": 1}, {"a": 1}, {"a": {"a": 1}}]')).toEqual([]);
    expect(jsonFaults('{"a": 1, "\\u0061": 2}')).toEqual([
      { offset: 9, found: 'the key "\\u0061" a second time', expected: 'each key once' },
    ]);
  });

  it('names what stands at the fault', () => {
    expect(jsonFaults('{"a": $NAME}')[0]).toMatchObject({ offset: 6, found: '$NAME' });
    expect(jsonFaults('{"a" 1}')[0]).toMatchObject({ offset: 5, expected: ': after the key' });
    expect(jsonFaults('["a\nb"]')[0]).toMatchObject({
      offset: 1,
      found: 'text with no closing quote, or a bad escape',
    });
  });

  it('stops at a nesting that no reader behind it should meet', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(jsonFaults(nested(JSON_DEPTH_MAX))).toEqual([]);
    expect(jsonFaults(nested(JSON_DEPTH_MAX + 1))[0]).toMatchObject({
      offset: JSON_DEPTH_MAX,
      found: 'deeper nesting',
    });
  });
});
