/** What stands at the paths of the choices today: for "change this to that". */
import type { SourceDocument } from '../scenario/document.ts';
import { entryName } from '../scenario/overrides/entry-names.ts';
import { parsePath } from '../scenario/paths.ts';
import { childValue } from '../scenario/schema-walk.ts';

/** The value at a path as overrides have them; undefined where nothing stands, or where it stands in another file. */
export function todayValue({ value }: SourceDocument, path: string): unknown {
  let here: unknown = value;
  for (const step of parsePath(path) ?? []) {
    if (Array.isArray(here)) {
      const list: readonly unknown[] = here;
      here = typeof step === 'number' ? list[step] : list.find((entry) => entryName(entry) === step);
    } else {
      here = childValue(here, step);
    }
  }
  return here;
}
