import { describe, expect, it } from 'vitest';
import type { ScenarioIo } from '../../src/scenario/read/files.ts';
import { BundleCollector, bundleDigest, bundleIo, formatBundle, parseBundle } from '../../src/sweep/bundle.ts';

const disk: Readonly<Record<string, string>> = {
  'shop/definitions/web.json': '{}',
  'shared/load.csv': 'time,value',
  '/etc/prices.json': '[]',
};
const io: ScenarioIo = {
  readFile: (path) => {
    if (path in disk) return disk[path];
    throw new Error(`unexpected ${path}`);
  },
  readBlocks: () => [],
  listDirectory: () => [],
  readStandardInput: () => Promise.resolve(''),
};

function collect(fileName: string, ...paths: string[]) {
  const collector = new BundleCollector(fileName, 'name: x');
  for (const path of paths) collector.collecting(io).readFile(path);
  return collector.bundle();
}

describe('a bundle', () => {
  it('has the scenario and every file it asked for, by names relative to its folder', () => {
    const bundle = collect('shop/a.yaml', 'definitions/web.json', '../shared/load.csv', '/etc/prices.json');
    expect(bundle).toEqual({
      scenario: 'a.yaml',
      files: {
        '../shared/load.csv': 'time,value',
        '/etc/prices.json': '[]',
        'a.yaml': 'name: x',
        'definitions/web.json': '{}',
      },
    });
  });

  it('has the files that were asked for in blocks', () => {
    const collector = new BundleCollector('shop/a.yaml', '');
    expect([...collector.collecting(io).readBlocks('../shared/load.csv')].join('')).toBe('time,value');
    expect(Object.keys(collector.bundle().files)).toEqual(['../shared/load.csv', 'a.yaml']);
  });

  it('is the same text whatever the order in which files were asked for, and wherever the folder stands', () => {
    const one = formatBundle(collect('shop/a.yaml', 'definitions/web.json', '../shared/load.csv'));
    const other = formatBundle(collect('shop/a.yaml', '../shared/load.csv', './definitions/web.json'));
    expect(other).toBe(one);
    expect(bundleDigest(other)).toBe(bundleDigest(one));
    expect(bundleDigest(formatBundle(collect('shop/a.yaml')))).not.toBe(bundleDigest(one));
  });

  it('reads back from its text, and from no other', () => {
    const bundle = collect('shop/a.yaml', 'definitions/web.json');
    expect(parseBundle(formatBundle(bundle))).toEqual(bundle);
    expect(() => parseBundle('{"scenario": "a.yaml", "files": {}, "run": "rm"}')).toThrow(/Unrecognized key/);
  });

  it('takes a scenario of standard input, and says where its files stand', () => {
    expect(collect('-').scenario).toBe('-');
    const collector = new BundleCollector('shop/a.yaml', '');
    const places = ['a.yaml', '../b.csv', '/c.csv'].map((name) => collector.placeOf(name));
    expect(places).toEqual(['shop/a.yaml', 'b.csv', '/c.csv']);
  });
});

describe('reading from a bundle', () => {
  const reading = bundleIo(collect('shop/a.yaml', 'definitions/web.json', '../shared/load.csv'));

  it('finds its files by any spelling of their path', () => {
    expect(reading.readFile('definitions/web.json')).toBe('{}');
    expect(reading.readFile('./definitions/../definitions/web.json')).toBe('{}');
    expect(reading.readFile('../shared/load.csv')).toBe('time,value');
    expect([...reading.readBlocks('../shared/load.csv')]).toEqual(['time,value']);
  });

  it('never reads the disk: what is not in it does not exist', async () => {
    expect(() => reading.readFile('/etc/passwd')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => reading.readFile('toString')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    await expect(reading.readStandardInput()).rejects.toThrow();
  });

  it('lists the names of a folder, for "did you mean"', () => {
    expect(reading.listDirectory('definitions')).toEqual(['web.json']);
    expect(reading.listDirectory('.')).toEqual(['a.yaml']);
  });
});
