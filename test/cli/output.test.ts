import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScenarioError } from '../../src/base/errors.ts';
import { claimReportPlace, writeReport } from '../../src/cli/output.ts';

const report = (summary: string) =>
  new Map<string, string>([
    ['summary.json', summary],
    ['cost.csv', 'item,USD\n'],
  ]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-output-'));
});

async function issueOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ScenarioError);
  return (error as ScenarioError).message;
}

describe('a report', () => {
  it('stands at its place with every file, and nothing else is beside it', async () => {
    const place = await claimReportPlace(join(folder, 'reports/shop'));
    await writeReport(place, report('{}'));
    expect(readdirSync(join(folder, 'reports'))).toEqual(['shop']);
    expect(readdirSync(join(folder, 'reports/shop'))).toEqual(['cost.csv', 'summary.json']);
  });

  it('replaces an older one as a whole: no file of the older one is left', async () => {
    const place = await claimReportPlace(join(folder, 'shop'));
    await writeReport(place, new Map([...report('old'), ['tasks.csv', ''], ['metrics-2.json', '']]));
    await writeReport(await claimReportPlace(join(folder, 'shop')), report('new'));
    expect(readdirSync(folder)).toEqual(['shop']);
    expect(readdirSync(join(folder, 'shop'))).toEqual(['cost.csv', 'summary.json']);
    expect(readFileSync(join(folder, 'shop/summary.json'), 'utf8')).toBe('new');
  });

  it('may take an empty directory', async () => {
    mkdirSync(join(folder, 'empty'));
    await writeReport(await claimReportPlace(join(folder, 'empty')), report('{}'));
    expect(readdirSync(join(folder, 'empty'))).toHaveLength(2);
  });

  it('follows a symbolic link and leaves the link as it is', async () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    await writeReport(await claimReportPlace(join(folder, 'link')), report('{}'));
    expect(readdirSync(join(folder, 'real'))).toHaveLength(2);
    expect(readdirSync(join(folder, 'link'))).toHaveLength(2);
  });
});

describe('a place is refused', () => {
  it.each([
    ['notes.txt', 'a directory with "notes.txt", no file of plimsoll'],
    ['data.csv', 'a directory without a summary.json'],
  ])('when it holds %s', async (name, found) => {
    writeFileSync(join(folder, name), 'mine');
    expect(await issueOf(claimReportPlace(folder))).toContain(found);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
  });

  it('when a report of ours has a foreign directory in it', async () => {
    await writeReport(await claimReportPlace(join(folder, 'shop')), report('{}'));
    mkdirSync(join(folder, 'shop/mine.csv'));
    expect(await issueOf(claimReportPlace(join(folder, 'shop')))).toContain('a directory with "mine.csv"');
  });

  it('when it is a file, or below one', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await issueOf(claimReportPlace(join(folder, 'file')))).toContain('found a file');
    expect(await issueOf(claimReportPlace(join(folder, 'file/shop')))).toContain('a place that can be written');
  });

  it.skipIf(process.getuid?.() === 0)('when the directory above cannot be written', async () => {
    chmodSync(folder, 0o500);
    expect(await issueOf(claimReportPlace(join(folder, 'shop')))).toContain('EACCES');
    chmodSync(folder, 0o700);
  });
});

describe('nothing is left behind', () => {
  it('when the work is interrupted before the swap: the older report stands', async () => {
    const place = await claimReportPlace(join(folder, 'shop'));
    await writeReport(place, report('old'));
    const reason = new Error('interrupted');
    await expect(writeReport(place, report('new'), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual(['shop']);
    expect(readFileSync(join(folder, 'shop/summary.json'), 'utf8')).toBe('old');
  });

  it('when it is interrupted and the directories above were made for it', async () => {
    const place = await claimReportPlace(join(folder, 'a/b/shop'));
    await expect(writeReport(place, report('{}'), AbortSignal.abort())).rejects.toThrow();
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  it('when a file cannot be written', async () => {
    const place = await claimReportPlace(join(folder, 'shop'));
    const files = new Map([...report('{}'), [`${'x'.repeat(300)}.csv`, '']]);
    expect(await issueOf(writeReport(place, files))).toContain('ENAMETOOLONG while writing');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when foreign files came into the place during the run', async () => {
    const place = await claimReportPlace(join(folder, 'shop'));
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop/notes.txt'), 'mine');
    expect(await issueOf(writeReport(place, report('{}')))).toContain('"notes.txt"');
    expect(readdirSync(folder)).toEqual(['shop']);
  });
});
