import { z } from 'zod';
import { expectations } from '../schema-walk.ts';
import { strictObject } from './strict-object.ts';

/** What stands for the scenario as it is, beside its variants. */
export const BASELINE = 'baseline';

const variantName = z
  .string()
  .regex(/^[A-Za-z0-9][ -~]{0,59}$/)
  .refine((name) => name !== BASELINE, { message: `another name than ${BASELINE}, which is the scenario as it stands` })
  .register(expectations, { expected: 'a name of up to 60 characters of ASCII that begins with a letter or digit' });

/** An entry of `variants`: what `plimsoll compare` puts beside the scenario as it stands. */
export const variantsSchema = z
  .array(
    strictObject(() => ({
      name: variantName.describe('Its name in the report.'),
      description: z.string().optional().describe('One line on what it is.'),
      set: z
        .record(z.string(), z.unknown())
        .describe('The fields that differ, by path: clusters.shop.services.web.desiredCount: 4. null takes one away.'),
    })),
  )
  .min(1)
  .describe('Changes of the scenario; plimsoll compare runs each beside the scenario as it stands.');
