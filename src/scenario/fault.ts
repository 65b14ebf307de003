import type { DocumentPath } from './document.ts';

/** One thing wrong, by its path in the checked value. */
export interface Fault {
  readonly path: DocumentPath;
  readonly expected: string;
  /** Defaults to the JSON of the value at the path, shortened. */
  readonly found?: string;
  readonly suggestion?: string | undefined;
  /** The place is that of the path's last key instead of its value. */
  readonly isAtKey?: boolean;
  /** The place is this many characters into the text at the path. */
  readonly offset?: number;
  /** Parts whose absence is the fault's reason: it is left out when one of them is there and merely unreadable. */
  readonly presumesAbsent?: readonly DocumentPath[];
}
