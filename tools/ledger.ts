/** `npm run ledger`: writes into docs/model.md which tests cite the rules of each row. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesBelow, root } from '../test/sources.ts';

const LEDGER = fileURLToPath(new URL('../docs/model.md', import.meta.url));
/** More than this many tests of one row are told by their number. */
const NAMED_MAX = 4;

/** Rules in each section of the facts sheet. */
const RULES_BY_SECTION = [30, 13, 29, 25, 21, 15, 8, 9, 10, 3, 5, 7];

/** Every rule of the sheet: `P1.1` to `P12.7`. */
export const ALL_RULES: readonly string[] = RULES_BY_SECTION.flatMap((count, section) =>
  Array.from({ length: count }, (_, index) => `P${section + 1}.${index + 1}`),
);

export interface LedgerRow {
  readonly rules: readonly string[];
  readonly modelled: string;
  readonly where: string;
}

/** The rows of its tables: `| rules | modelled | where | tests |`. */
export function ledgerRows(markdown: string): LedgerRow[] {
  return [...markdown.matchAll(/^\| (P\d[^|]*)\|([^|]*)\|([^|]*)\|/gm)].map(([, rules, modelled, where]) => ({
    rules: namesIn(rules),
    modelled: modelled.trim(),
    where: where.trim(),
  }));
}

/** The ledger with the column of tests renewed. */
export function renewLedger(markdown: string, tests: ReadonlyMap<string, string>): string {
  const cited = new Map([...tests].map(([path, text]) => [path, new Set(citationsIn(text))]));
  return markdown
    .replace(/^\| rule \| modelled \| where \|.*\n.*$/gm, '| rule | modelled | where | tests |\n|---|---|---|---|')
    .replace(/^(\| (P\d[^|]*)\|[^|]*\|[^|]*\|).*$/gm, (_, row: string, rules: string) => {
      return `${row} ${describeTests(testsOf(namesIn(rules), cited))} |`;
    });
}

/** What a test may cite to speak of a row: its rules, and its sections as a whole. */
function namesIn(rules: string): string[] {
  return [...rulesIn(rules), ...citationsIn(rules)];
}

/** The files that cite one of the rules. */
export function testsOf(rules: readonly string[], cited: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...cited].filter(([, these]) => rules.some((rule) => these.has(rule))).map(([path]) => path);
}

/** Every test file with its text. */
export function readTests(): Map<string, string> {
  return new Map(filesBelow('test', ['.test.ts']).map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]));
}

/** The rules that a row names: `P3.6`, ranges such as `P3.6–P3.8` or `P3.6-8`, whole sections such as `P12`. */
export function rulesIn(text: string): string[] {
  return citationsIn(text).flatMap((rule) => (rule.includes('.') ? [rule] : rulesOfSection(rule)));
}

/** What a test cites. A section as a whole, such as `P12`, stands for itself and not for each of its rules. */
export function citationsIn(text: string): string[] {
  const names = text.matchAll(/\bP(\d+)(?:\.(\d+)(?:\s*[–-]\s*(?:P\d+\.)?(\d+))?)?(?![\w.]*\d)/g);
  return [...names].flatMap(([, section, first, last]) => {
    if (first === undefined) return [`P${section}`];
    return rulesOfSection(`P${section}`).slice(Number(first) - 1, Number(last ?? first));
  });
}

function rulesOfSection(section: string): string[] {
  return ALL_RULES.filter((rule) => rule.startsWith(`${section}.`));
}

function describeTests(paths: readonly string[]): string {
  if (paths.length === 0) return '–';
  const links = paths.map((path) => `[${path.replace(/^test\/|\.test\.ts$/g, '')}](../${path})`);
  if (links.length <= NAMED_MAX) return links.join(' ');
  return `${links.slice(0, NAMED_MAX).join(' ')} and ${links.length - NAMED_MAX} more`;
}

if (import.meta.main) writeFileSync(LEDGER, renewLedger(readFileSync(LEDGER, 'utf8'), readTests()));
