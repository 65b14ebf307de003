import { z } from 'zod';

const nothingElse = z.never();

/**
 * `z.strictObject`, its fields made when the object is first looked into. There are 150 of them with 1,000 fields; a
 * scenario names few, and zod takes a sixth of the start to make all (docs/decisions/0025).
 */
export function strictObject<Shape extends z.core.$ZodLooseShape>(
  fields: () => Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return new z.ZodObject({
    type: 'object',
    // As zod's own extend() does it.
    get shape() {
      const value = fields();
      Object.defineProperty(this, 'shape', { value });
      return value;
    },
    catchall: nothingElse,
  }) as unknown as z.ZodObject<Shape, z.core.$strict>;
}
