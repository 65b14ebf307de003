import { expect, it } from 'vitest';
import { z } from 'zod';
import { templateReader } from '../../../src/scenario/ecs/template-reader.ts';

it('a value of a template is resolved as far as it goes, and takes the type that is wanted', () => {
  const read = templateReader({ Parameters: { Count: { Default: '3' }, Open: {} } });
  expect(read({ Ref: 'Count' }, z.number())).toBe(3);
  expect(read('true', z.boolean())).toBe(true);
  expect(read(80, z.string())).toBe('80');
  expect(read({ Ref: 'Open' }, z.number())).toEqual({ Ref: 'Open' });
  expect(read({ Ref: 'Open' }, z.string())).toBe(`\${Ref Open}`);
  expect(read({ 'Fn::GetAtt': ['A', 'B'] }, z.object({}))).toBeUndefined();
});
