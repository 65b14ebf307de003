/** Habits that a reader relies on, kept by a machine: twins, words that must not appear, links that lead somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_RULES, citationsIn, ledgerRows, readTests, renewLedger, rulesIn, testsOf } from '../tools/ledger.ts';
import { EXAMPLES_OF_RULES, EXAMPLES_OF_RUNS } from './examples.ts';
import { filesBelow, hasLogic, readSources, root, type SourceFile } from './sources.ts';

/** Source files with logic and no test of their own name: which test covers them instead. */
const COVERED_ELSEWHERE: Readonly<Record<string, string>> = {};

const sources = readSources('src');
const all = [...sources, ...readSources('test'), ...readSources('bench'), ...readSources('tools')];
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** `file:line text` of every line that matches, comments left out. */
function linesWith(files: readonly SourceFile[], pattern: RegExp, part: 'code' | 'text'): string[] {
  return files.flatMap((file) =>
    file[part].split('\n').flatMap((line) => (pattern.test(line) ? [`${file.path}: ${line.trim()}`] : [])),
  );
}

describe('every source file', () => {
  it.each(sources.filter(hasLogic).map((file) => file.path))('%s has its test', (path) => {
    const twin = COVERED_ELSEWHERE[path] ?? path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
    expect(existsSync(join(root, twin)), `${twin} is missing`).toBe(true);
  });

  it('has an exception only while it exists', () => {
    const paths = new Set(sources.map((file) => file.path));
    expect(Object.keys(COVERED_ELSEWHERE).filter((path) => !paths.has(path))).toEqual([]);
  });

  it('takes nothing from the wall clock, the locale or an unseeded die', () => {
    const results = sources.filter((file) => !['src/cli/progress.ts', 'src/cli/stopwatch.ts'].includes(file.path));
    const pattern = /\.toLocale\w*|localeCompare|Date\.now|new Date\(\)|performance\.now|Math\.random|randomUUID/;
    expect(linesWith(results, pattern, 'code')).toEqual([]);
  });

  it('has no any', () => {
    expect(linesWith(all, /(:|<|\bas|,|=|\|)\s*any\b(?!\w| )|\bany\[\]/, 'code')).toEqual([]);
  });

  it('has nothing left to do', () => {
    const words = new RegExp(['TO', 'DO|FIX', 'ME|X', 'XX|not yet imple', 'mented'].join(''));
    expect(linesWith(all, words, 'text')).toEqual([]);
  });

  it('has no comment beyond 120 columns: the formatter breaks code, and leaves comments and texts alone', () => {
    const long = all.flatMap((file) =>
      file.text.split('\n').flatMap((line, index) => {
        return line.length > 120 && /^\s*(\/\*\*|\*|\/\/)/.test(line) ? [`${file.path}:${index + 1}`] : [];
      }),
    );
    expect(long).toEqual([]);
  });

  it('skips and singles out no test', () => {
    const tests = all.filter((file) => file.path.endsWith('.test.ts'));
    expect(linesWith(tests, /\b(it|test|describe)\.(only|skip|todo|fails)\b(?!If)/, 'code')).toEqual([]);
  });
});

describe('the worked examples of the facts sheet', () => {
  const tests = [...readTests()].filter(([path]) => path !== 'test/tidy.test.ts');
  const runs = tests.filter(([, text]) => /\b(simulate|new Simulation|runScenario|runPoint)\(/.test(text));
  const without = (examples: readonly string[], among: readonly (readonly [string, string])[]) =>
    examples.filter((example) => !among.some(([, text]) => titlesOf(text).some((title) => title.includes(example))));

  it('are each shown by a test that is named so', () => {
    expect(without(EXAMPLES_OF_RULES, tests)).toEqual([]);
  });

  it('are shown on a running simulation where they say what happens', () => {
    expect(without(EXAMPLES_OF_RUNS, runs)).toEqual([]);
  });

  it('are all in the list: no test is named after one that is not', () => {
    const rules = [...EXAMPLES_OF_RULES, ...EXAMPLES_OF_RUNS].map((example) => example.split(' ')[0]!);
    const named = tests
      .flatMap(([, text]) => titlesOf(text))
      .flatMap((title) => title.match(/P\d+\.\d+(?= EX\b)/g) ?? []);
    expect(named.filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  /** What stands in quotes behind `it(`, or behind the cases of `it.each`. */
  function titlesOf(text: string): string[] {
    return [...text.matchAll(/(?:\bit\(|\)\()\s*(['"])(.*?)\1/g)].map((match) => match[2]!);
  }
});

describe('the documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs', ['.md'])];
  const read = (path: string) => readFileSync(join(root, path), 'utf8');

  it.each(documents)('%s has links that lead somewhere', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]);
    const broken = links.filter((link) => !/^(https?|mailto):/.test(link) && !leads(path, link));
    expect(broken).toEqual([]);
  });

  it.each(documents)('%s names npm scripts that exist', (path) => {
    const names = [...read(path).matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1]);
    expect(names.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('the ledger of the model names the tests of every rule (npm run ledger)', () => {
    const ledger = read('docs/model.md');
    expect(ledger).toBe(renewLedger(ledger, readTests()));
  });

  it('the ledger of the model has a place for every rule of the sheet', () => {
    const placed = new Set(rulesIn(read('docs/model.md')));
    expect(ALL_RULES.filter((rule) => !placed.has(rule))).toEqual([]);
  });

  it('the ledger of the model names code only where a test cites one of the rules', () => {
    const cited = new Map([...readTests()].map(([path, text]) => [path, new Set(citationsIn(text))]));
    const claimed = ledgerRows(read('docs/model.md')).filter((row) => row.where !== '–');
    const bare = claimed.filter((row) => testsOf(row.rules, cited).length === 0);
    expect(bare.map((row) => `${row.rules[0]}: ${row.modelled}`)).toEqual([]);
  });

  it('the decisions are numbered without a gap, each number once', () => {
    const numbers = filesBelow('docs/decisions', ['.md']).map((path) => Number(/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  /** The file is there, and so is the heading behind a `#`. */
  function leads(path: string, link: string): boolean {
    const [file, heading] = link.split('#') as [string, string?];
    const target = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(join(root, target))) return false;
    return heading === undefined || !target.endsWith('.md') || anchorsOf(read(target)).includes(heading);
  }

  /** Anchors as GitHub makes them of headings. */
  function anchorsOf(markdown: string): string[] {
    return [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) =>
      match[1]
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    );
  }
});
