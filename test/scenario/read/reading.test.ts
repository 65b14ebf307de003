import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatIssue } from '../../../src/base/errors.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import { checkSubject, subjectAt } from '../../../src/scenario/issues.ts';
import { ScenarioFiles } from '../../../src/scenario/read/files.ts';
import { Reading } from '../../../src/scenario/read/reading.ts';
import { memoryIo } from '../scenario-texts.ts';

function reading(text: string, files: Readonly<Record<string, string>> = {}) {
  return new Reading(parseDocument(text, 's.yaml'), new ScenarioFiles(memoryIo(files)));
}

describe('a scenario being read', () => {
  it('collects issues in the order of its lines, those of its files after them, each once', () => {
    const one = reading('a: 1\nb: 2\n');
    const subject = subjectAt(one.document);
    const other = { file: 'f.json', line: 1, column: 1, path: '', found: 'x', expected: 'y' };
    one.add([other, other]);
    one.report(subject, { path: ['b'], expected: 'less' });
    one.report(subject, { path: ['a'], expected: 'more' });
    expect(one.issues().map(formatIssue)).toEqual([
      's.yaml:1:4 a: found 1, expected more',
      's.yaml:2:4 b: found 2, expected less',
      'f.json:1:1: found x, expected y',
    ]);
  });

  it('goes on with what is sound of a value with faults', () => {
    const one = reading('a: x\nb: 2\n');
    const schema = z.strictObject({ a: z.number().optional(), b: z.number() });
    const subject = subjectAt(one.document);
    expect(
      one.takeSound(
        schema,
        subject,
        checkSubject(schema, subject, () => []),
      ),
    ).toEqual({ b: 2 });
    expect(one.issues()).toHaveLength(1);
  });

  it('reports a missing file where it is named, and a broken one in itself', () => {
    const one = reading('file: x.json\n', { 'y.json': '{]' });
    const subject = subjectAt(one.document);
    expect(one.documentOf(subject, ['file'], 'x.json')).toBeUndefined();
    expect(one.documentOf(subject, ['file'], 'y.json')).toBeUndefined();
    expect(one.issues().map(formatIssue)).toEqual([
      's.yaml:1:7 file: found "x.json", no such file, expected a file, relative to the one that names it; did you mean "y.json"?',
      expect.stringMatching(/^y\.json:1:2: found /),
    ]);
  });
});
