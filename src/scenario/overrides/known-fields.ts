/** Which fields a schema knows, where nothing stands yet that could tell which branch of a union is meant. */
import type { z } from 'zod';
import { optionsOf, type Schema, shapeOf, unwrap } from '../schema-walk.ts';

/** What may stand at a place: every branch of every union on the way. Empty where the schemas say nothing. */
export type Candidates = readonly Schema[];

/** The schema and, where it is a union, its options and theirs. */
export function candidatesOf(schema: Schema): Candidates {
  const options = optionsOf(schema);
  return options === undefined ? [unwrap(schema)] : options.flatMap(candidatesOf);
}

/** What may stand one step below. Undefined where no candidate knows the step. */
export function candidatesBelow(candidates: Candidates, step: string | number): Candidates | undefined {
  const below = candidates.flatMap((candidate) => knownChild(candidate, step) ?? []);
  return below.length === 0 ? undefined : below.flatMap(candidatesOf);
}

/** Fields that any of the candidates names, each once. */
export function fieldNames(candidates: Candidates): string[] {
  return [...new Set(candidates.flatMap((candidate) => Object.keys(shapeOf(candidate) ?? {})))];
}

function knownChild(schema: Schema, step: string | number): Schema | undefined {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    case 'array':
      return typeof step === 'number' ? def.element : undefined;
    case 'tuple':
      return typeof step === 'number' ? (def.items[step] ?? def.rest ?? undefined) : undefined;
    case 'record':
      return typeof step === 'string' ? def.valueType : undefined;
    default:
      return undefined;
  }
}
