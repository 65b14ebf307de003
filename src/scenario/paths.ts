/** How a place in a scenario is written, in messages and by the user: `clusters[0].services[1].desiredCount`. */
import type { DocumentPath } from './document.ts';

/** `clusters[0].services[1].desiredCount`; a key that is no plain word stands in brackets and quotes. */
export function formatPath(path: DocumentPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[A-Za-z_$][\w$-]*$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** One step: a word, with a dot before it but for the first; an index; a text in quotes. */
const STEP = /(?:(?:^|(?<!^)\.)([^.[\]"\s=]+))|\[(\d+)\]|\[("(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*")\]/uy;

/**
 * The steps of a path as `formatPath` writes it: numbers are indexes, texts are keys, or in a list the name of an
 * entry. Undefined where the text is no such path, the empty one included.
 */
export function parsePath(text: string): DocumentPath | undefined {
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (match === null) return undefined;
    const [whole, word, index, quoted] = match;
    if (word !== undefined) path.push(word);
    else if (index !== undefined) path.push(Number(index));
    else path.push(JSON.parse(quoted!) as string);
    at += whole.length;
  }
  return path.length === 0 ? undefined : path;
}
