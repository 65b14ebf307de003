/**
 * Says where and why a text is not JSON, and which keys it repeats. `JSON.parse` gives the value but often no place,
 * and takes the last of two equal keys in silence; this walk over the tokens gives both, for messages only.
 */

/** What is wrong at an offset of the text: `found` and `expected` as an `Issue` says them. */
export interface JsonFault {
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
}

/** Deepest nesting accepted: no ECS document comes near, and the readers behind this one recurse. */
export const JSON_DEPTH_MAX = 200;

type Awaiting = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end';

interface Level {
  readonly close: '}' | ']';
  readonly keys: Set<string>;
}

const SPACE = /[ \t\r\n]*/y;
const PLAIN = '[\\u0020\\u0021\\u0023-\\u005b\\u005d-\\uffff]*';
const STRING = new RegExp(`"${PLAIN}(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})${PLAIN})*"`, 'y');
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,\]}]|$)/y;
const WORD = /[^\s,[\]{}:"]+/y;

const EXPECTED: Readonly<Record<Awaiting, string>> = {
  value: 'a JSON value: text in double quotes, a number, true, false, null, { or [',
  'value or ]': 'a JSON value or ]',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or }',
  colon: ': after the key',
  comma: 'a comma or the end of the list or object',
  end: 'the end of the file',
};

/** The first syntax fault, if any, and every repeated key before it. O(length). */
export function jsonFaults(text: string): JsonFault[] {
  const walk = new JsonWalk(text);
  while (walk.step()) {}
  return walk.faults;
}

/** One pass over the tokens, with the open objects and lists on a stack. */
class JsonWalk {
  readonly faults: JsonFault[] = [];
  private readonly text: string;
  private readonly levels: Level[] = [];
  private awaiting: Awaiting = 'value';
  private offset = 0;
  private commaOffset = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes one token; false at the end of the text or at a syntax fault. */
  step(): boolean {
    this.offset += match(SPACE, this.text, this.offset).length;
    if (this.offset >= this.text.length) return this.finish();
    const character = this.text[this.offset]!;
    if (character === '}' || character === ']') return this.close(character);
    if (this.awaiting === 'key' || this.awaiting === 'key or }') return this.takeKey();
    if (this.awaiting === 'colon') return character === ':' ? this.move(1, 'value') : this.refuse();
    if (this.awaiting === 'comma') return character === ',' ? this.takeComma() : this.refuse();
    if (this.awaiting === 'end') return this.refuse();
    if (character === '{') return this.open({ close: '}', keys: new Set() }, 'key or }');
    if (character === '[') return this.open({ close: ']', keys: new Set() }, 'value or ]');
    return this.takeScalar();
  }

  private move(length: number, awaiting: Awaiting): true {
    this.offset += length;
    this.awaiting = awaiting;
    return true;
  }

  private afterValue(): Awaiting {
    return this.levels.length === 0 ? 'end' : 'comma';
  }

  private open(level: Level, awaiting: Awaiting): boolean {
    if (this.levels.length >= JSON_DEPTH_MAX) {
      return this.fail(this.offset, 'deeper nesting', `at most ${JSON_DEPTH_MAX} levels of { and [`);
    }
    this.levels.push(level);
    return this.move(1, awaiting);
  }

  private close(character: '}' | ']'): boolean {
    const level = this.levels.at(-1);
    if (level?.close !== character) return this.refuse();
    if (this.awaiting === 'key' || (this.awaiting === 'value' && character === ']')) {
      return this.fail(this.commaOffset, `a comma before ${character}`, 'no comma after the last item: this is JSON');
    }
    if (this.awaiting === 'value' || this.awaiting === 'colon') return this.refuse();
    this.levels.pop();
    return this.move(1, this.afterValue());
  }

  private takeKey(): boolean {
    const raw = match(STRING, this.text, this.offset);
    if (raw === '') return this.refuse();
    const key = JSON.parse(raw) as string;
    const keys = this.levels.at(-1)!.keys;
    if (keys.has(key)) {
      this.faults.push({ offset: this.offset, found: `the key ${raw} a second time`, expected: 'each key once' });
    }
    keys.add(key);
    return this.move(raw.length, 'colon');
  }

  private takeComma(): boolean {
    this.commaOffset = this.offset;
    return this.move(1, this.levels.at(-1)!.close === '}' ? 'key' : 'value');
  }

  private takeScalar(): boolean {
    const raw = match(STRING, this.text, this.offset) || match(LITERAL, this.text, this.offset);
    return raw === '' ? this.refuse() : this.move(raw.length, this.afterValue());
  }

  private finish(): false {
    const isComplete = this.awaiting === 'end';
    return isComplete ? false : this.fail(this.offset, 'the end of the file', EXPECTED[this.awaiting]);
  }

  private refuse(): false {
    const word = match(WORD, this.text, this.offset) || this.text[this.offset]!;
    if (/^(\/\/|\/\*|#)/.test(word)) return this.fail(this.offset, 'a comment', 'JSON, which has no comments');
    const found = this.text[this.offset] === '"' ? this.badString() : shorten(word);
    return this.fail(this.offset, found, EXPECTED[this.awaiting]);
  }

  private badString(): string {
    return match(STRING, this.text, this.offset) === '' ? 'text with no closing quote, or a bad escape' : 'text';
  }

  private fail(offset: number, found: string, expected: string): false {
    this.faults.push({ offset, found, expected });
    return false;
  }
}

function match(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

function shorten(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
