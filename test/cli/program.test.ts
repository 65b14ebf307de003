import { afterEach, describe, expect, it, vi } from 'vitest';
import { ScenarioError } from '../../src/base/errors.ts';
import { packageVersion } from '../../src/base/version.ts';
import { formatDefect, formatIssues, runProgram } from '../../src/cli/program.ts';

const issue = { file: 'a.yaml', line: 3, column: 5, path: 'seed', found: '"x"', expected: 'an integer' };

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('what the user did wrong', () => {
  it('is listed under a heading with file and count', () => {
    const error = new ScenarioError([issue, { ...issue, path: 'duration', suggestion: '7d' }]);
    expect(formatIssues(error)).toBe(
      'a.yaml: 2 issues\n' +
        '  a.yaml:3:5 seed: found "x", expected an integer\n' +
        '  a.yaml:3:5 duration: found "x", expected an integer; did you mean "7d"?',
    );
  });

  it('is counted over files where there are several', () => {
    const error = new ScenarioError([issue, { ...issue, file: 'b.yaml' }]);
    expect(formatIssues(error)).toMatch(/^2 files: 2 issues\n/);
  });
});

describe('a defect of ours', () => {
  it('says so, with version and command, and keeps the stack for DEBUG', () => {
    vi.stubEnv('DEBUG', '');
    const text = formatDefect(new RangeError('row 7 (cluster shop, seed 42, after 12 ms and event 3)'), [
      'run',
      'a.yaml',
    ]);
    expect(text).toContain('RangeError: row 7 (cluster shop, seed 42, after 12 ms and event 3)');
    expect(text).toContain(`This is a defect of plimsoll ${packageVersion()}`);
    expect(text).toContain('plimsoll run a.yaml');
    expect(text).not.toContain('program.test.ts');
    vi.stubEnv('DEBUG', '1');
    expect(formatDefect(new Error('x'), [])).toContain('program.test.ts');
  });
});

describe('the exit code', () => {
  const silence = () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  };

  it.each([
    [['--help'], 0],
    [['help', 'catalog'], 0],
    [['--version'], 0],
    [['catalog', 'fargate', '--help'], 0],
    [['catalog', 'price', 'm6i.xlrage'], 2],
    [['no-such-command'], 2],
    [['--no-such-option'], 2],
  ])('of %j is %d', async (args, code) => {
    silence();
    expect(await runProgram(args)).toBe(code);
  });
});
