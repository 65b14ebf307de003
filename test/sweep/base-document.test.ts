import { expect, it } from 'vitest';
import { parseDocument } from '../../src/scenario/document.ts';
import { baseDocument } from '../../src/sweep/base-document.ts';

it('the scenario of a point is the document without the sweep, with every place as it was', () => {
  const document = parseDocument('name: x\nsweep: { points: [{ set: {} }] }\nseed: 7\n', 'x.yaml');
  const base = baseDocument(document);
  expect(base.value).toEqual({ name: 'x', seed: 7 });
  expect(base.locate(['seed'])).toEqual({ line: 3, column: 7 });
  expect(document.value).toHaveProperty('sweep');
});
