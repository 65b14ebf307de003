import { expect, it } from 'vitest';
import { z } from 'zod';
import { isCut, soundPart } from '../../src/scenario/sound-part.ts';

const schema = z.strictObject({
  name: z.string().optional(),
  ports: z.array(z.strictObject({ port: z.int() })).optional(),
  health: z.strictObject({ command: z.string() }).optional(),
});

it('cuts a wrong key, an unknown key, and the list that holds a wrong item', () => {
  const part = soundPart(schema, { name: 5, extra: 1, ports: [{ port: 1 }, 'x'], health: { command: 'c' } })!;
  expect(part.value).toEqual({ health: { command: 'c' } });
  expect(part.cuts).toEqual(expect.arrayContaining([['name'], ['extra'], ['ports']]));
});

it('cuts the object whose required key is missing', () => {
  expect(soundPart(schema, { name: 'a', health: {} })!.value).toEqual({ name: 'a' });
});

it('leaves the value it is given alone, and gives up when only the root could go', () => {
  const value = { name: 5 };
  soundPart(schema, value);
  expect(value).toEqual({ name: 5 });
  expect(soundPart(schema, 'text')).toBeUndefined();
});

it('isCut holds for a cut path and all below it', () => {
  expect(isCut(['a', 0, 'b'], [['a', 0]])).toBe(true);
  expect(isCut(['a'], [['a', 0]])).toBe(false);
});
