/** The layers of docs/architecture.md: data flows one way, and an import points down or stays in its folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, type Import, importsOf, readSources, root } from './sources.ts';

/** Folder below src → its layer; the longest match counts. A file directly below `sim` is of layer `sim`. */
const LAYERS: Readonly<Record<string, number>> = {
  base: 0,
  catalog: 1,
  'sim/kernel': 2,
  'sim/state': 2,
  placement: 3,
  'sim/record': 3,
  'sim/actions': 4,
  'sim/controllers': 5,
  sim: 6,
  pricing: 7,
  scenario: 8,
  report: 8,
  packing: 9,
  sweep: 9,
  planner: 10,
  cli: 11,
};

/** Files that something other than an import starts. */
const ENTRY_POINTS = ['src/index.ts', 'src/cli/main.ts', 'src/sweep/worker.ts', 'src/sweep/point-worker.ts'];

/** Packages whose files are read, not imported. */
const READ_NOT_IMPORTED = ['vega-embed'];

const sources = readSources('src');
const imports = sources.flatMap(importsOf);
const ours = imports.filter((one) => one.isRelative && one.to.endsWith('.ts'));

function folderOf(path: string): string {
  const inner = path.replace(/^src\//, '');
  const folders = Object.keys(LAYERS).filter((folder) => inner.startsWith(`${folder}/`));
  return folders.sort((a, b) => b.length - a.length)[0] ?? '';
}

function isAllowed({ from, to }: Import): boolean {
  if (from === 'src/index.ts') return to !== 'src/index.ts';
  const [here, there] = [folderOf(from), folderOf(to)];
  return here === there || LAYERS[there] < LAYERS[here];
}

const arrow = ({ from, to }: Import) => `${from} → ${to}`;

describe('the house', () => {
  it('has every source file in a folder with a layer', () => {
    expect(sources.map((file) => file.path).filter((path) => folderOf(path) === '')).toEqual(['src/index.ts']);
  });

  it('lets an import point to a lower layer or stay in its own folder', () => {
    expect(ours.filter((one) => !isAllowed(one)).map(arrow)).toEqual([]);
  });

  it('keeps controllers apart: dispatch is where they meet', () => {
    const isController = new Map(sources.map((file) => [file.path, /^\s+on[A-Z]\w*\(/m.test(file.code)]));
    const meetings = ours.filter(
      (one) => folderOf(one.from) === 'sim/controllers' && folderOf(one.to) === 'sim/controllers',
    );
    expect(meetings.filter((one) => isController.get(one.from) && isController.get(one.to)).map(arrow)).toEqual([]);
  });

  it('has no cycle', () => {
    expect(findCycle(ours)).toEqual([]);
  });

  it('has no file that nobody imports', () => {
    const imported = new Set(ours.map((one) => one.to));
    const lonely = sources.map((file) => file.path).filter((path) => !imported.has(path));
    expect(lonely.filter((path) => !ENTRY_POINTS.includes(path))).toEqual([]);
  });

  it('imports only what exists, by the name it has on disk', () => {
    const files = new Set(filesBelow('src', ['']));
    expect(imports.filter((one) => one.isRelative && !files.has(one.to)).map(arrow)).toEqual([]);
  });
});

describe('the packages', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
    peerDependenciesMeta: Record<string, { optional: boolean }>;
    overrides: Record<string, string>;
  };
  const packageOf = (to: string) =>
    to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/');
  const used = imports.filter((one) => !one.isRelative && !one.to.startsWith('node:'));

  const isOptional = (name: string) => manifest.peerDependenciesMeta[name]?.optional === true;

  it('imports at run time only what is in dependencies', () => {
    const missing = used.filter(
      (one) => !(packageOf(one.to) in manifest.dependencies) && !one.isTypeOnly && !isOptional(packageOf(one.to)),
    );
    expect(missing.map(arrow)).toEqual([]);
  });

  it('imports what a plain install lacks only when it is needed, by loadOptional', () => {
    const atStart = used.filter((one) => isOptional(packageOf(one.to)) && !one.isTypeOnly && !one.isDynamic);
    expect(atStart.map(arrow)).toEqual([]);
    const bare = sources.filter(({ code }) =>
      [...code.matchAll(/(\S*\(\(\) => )?import\('([^']+)'\)/g)].some(
        ([, call, name]) => isOptional(name) && !call?.startsWith('loadOptional('),
      ),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it('declares as peers what it can do without, and has each for its own tests', () => {
    const names = Object.keys(manifest.peerDependencies);
    expect(names.filter((name) => !isOptional(name))).toEqual([]);
    expect(names.filter((name) => !(name in manifest.devDependencies))).toEqual([]);
  });

  it('imports types only of what is in dependencies, or has types of its own there', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies };
    const missing = used.filter((one) => !(packageOf(one.to) in named) && !(`@types/${packageOf(one.to)}` in named));
    expect(missing.map(arrow)).toEqual([]);
  });

  it('has no dependency that nothing uses', () => {
    const names = new Set([...used.map((one) => packageOf(one.to)), ...READ_NOT_IMPORTED]);
    expect(Object.keys(manifest.dependencies).filter((name) => !names.has(name))).toEqual([]);
  });

  it('pins every version exactly', () => {
    const { dependencies, devDependencies, overrides } = manifest;
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...overrides });
    // DuckDB counts the releases of its binding behind the version of the database: 1.5.5-r.5.
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-r\.\d+)?$/.test(version))).toEqual([]);
  });
});

/** The files along one cycle, or nothing. */
function findCycle(edges: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const target of targets.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of targets.keys()) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
