/** `npm run ledger`: writes into docs/model.md which tests cite each rule. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesBelow, root } from '../test/sources.ts';

const LEDGER = fileURLToPath(new URL('../docs/model.md', import.meta.url));
/** More than this many tests of one rule are told by their number. */
const NAMED_MAX = 3;

/** The ledger with its last column renewed. */
export function renewLedger(markdown: string, tests: ReadonlyMap<string, string>): string {
  const rows = /^(\| (P\d+\.\d+) \|[^|]*\|[^|]*\|)[^|]*\|$/gm;
  return markdown.replace(rows, (_, row: string, rule: string) => {
    const citing = [...tests].filter(([, text]) => cites(text, rule)).map(([path]) => path);
    return `${row} ${describeTests(citing)}|`;
  });
}

/** Every test file with its text. */
export function readTests(): Map<string, string> {
  return new Map(filesBelow('test', ['.test.ts']).map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]));
}

/** `P1.1` is not in `P1.12`, but it is in `P1.1–P1.3` and in the range `P1.0–P1.2`. */
function cites(text: string, rule: string): boolean {
  if (new RegExp(`\\b${rule.replace('.', '\\.')}(?!\\d)`).test(text)) return true;
  const [section, number] = rule.slice(1).split('.').map(Number) as [number, number];
  const ranges = text.matchAll(/\bP(\d+)\.(\d+)\s*[–-]\s*P?(?:(\d+)\.)?(\d+)/g);
  return [...ranges].some(([, from, first, , last]) => {
    return Number(from) === section && Number(first) <= number && number <= Number(last);
  });
}

function describeTests(paths: readonly string[]): string {
  const links = paths.map((path) => `[${path.replace(/^test\/|\.test\.ts$/g, '')}](../${path})`);
  if (links.length <= NAMED_MAX) return links.map((link) => `${link} `).join('');
  return `${links.slice(0, NAMED_MAX).join(' ')} and ${links.length - NAMED_MAX} more `;
}

if (import.meta.main) writeFileSync(LEDGER, renewLedger(readFileSync(LEDGER, 'utf8'), readTests()));
