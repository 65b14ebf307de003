import { describe, expect, it } from 'vitest';
import { formatIssue, InvariantError, type Issue, ScenarioError } from '../../src/base/errors.ts';

const issue: Issue = { file: 'a.yaml', line: 14, column: 17, path: 'seed', found: '"x"', expected: 'an integer' };

describe('an issue reads as file:line:column path: found X, expected Y; did you mean Z?', () => {
  it.each<[string, Partial<Issue>, string]>([
    ['whole', { suggestion: '7' }, 'a.yaml:14:17 seed: found "x", expected an integer; did you mean "7"?'],
    ['without a near name', {}, 'a.yaml:14:17 seed: found "x", expected an integer'],
    ['of the document itself', { path: '' }, 'a.yaml:14:17: found "x", expected an integer'],
  ])('%s', (_, part, text) => {
    expect(formatIssue({ ...issue, ...part })).toBe(text);
  });

  it('without a place', () => {
    const { line: _line, column: _column, ...placeless } = issue;
    expect(formatIssue(placeless)).toBe('a.yaml seed: found "x", expected an integer');
  });
});

it('a ScenarioError tells every issue, a line each', () => {
  const error = new ScenarioError([issue, { ...issue, path: 'duration' }]);
  expect(error.name).toBe('ScenarioError');
  expect(error.message.split('\n')).toEqual(error.issues.map(formatIssue));
});

it('a defect of ours has a name of its own', () => {
  expect(new InvariantError('x').name).toBe('InvariantError');
});
