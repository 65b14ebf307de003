import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../sweep/redis-server.ts';
import { SMALL_SECTION, THOUSAND_SECTION, writeSweep } from '../../sweep/small-sweep.ts';
import { mainFile, plimsoll } from '../process.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-cli-sweep-'));
const small = writeSweep(join(root, 'small'), SMALL_SECTION);
const large = writeSweep(join(root, 'large'), THOUSAND_SECTION);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('plimsoll sweep', () => {
  it('writes a table below reports/ with the name of the scenario, and says where it is', () => {
    const { status, stderr, stdout } = plimsoll(['sweep', small, '--jobs', '2'], { cwd: root });
    expect({ status, stderr, stdout }).toEqual({
      status: 0,
      stderr: '',
      stdout: '20 rows: reports/small-sweep/results.parquet\nReport: reports/small-sweep/report.html\n',
    });
    expect(readdirSync(join(root, 'reports', 'small-sweep'))).toEqual(
      expect.arrayContaining(['results.parquet', 'sweep.json']),
    );
  });

  it('refuses to write where results are, and goes on with --resume', () => {
    const again = plimsoll(['sweep', small], { cwd: root });
    expect(again.status).toBe(2);
    expect(again.stderr).toMatch(/found the finished results of this sweep, expected --resume to go on/);
    expect(plimsoll(['sweep', small, '--resume', '--quiet'], { cwd: root })).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('refuses results of another sweep', () => {
    const { status, stderr } = plimsoll(['sweep', large, '--resume'], { cwd: root });
    expect(status).toBe(2);
    expect(stderr).toMatch(/reports\/small-sweep: found results of another sweep/);
  });

  it('is interrupted by Ctrl-C with 130, and keeps what is done', async () => {
    const out = join(root, 'interrupted');
    const child = spawn(process.execPath, [mainFile, 'sweep', large, '--out', out, '--jobs', '1'], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const journal = join(out, 'journal.jsonl');
    while (!existsSync(journal) || statSync(journal).size === 0) await sleep(20);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(stderr).toMatch(
      /^Interrupted: \d+ rows? kept in .*interrupted\. The same command with --resume goes on\.\n$/,
    );
    expect(readdirSync(out).sort()).toEqual(['journal.jsonl', 'sweep.json']);
  });

  it('ends with 2 where no point is a valid scenario, and warns of some', () => {
    const wrong = join(root, 'wrong.yaml');
    const text = readFileSync(small, 'utf8')
      .replaceAll('definitions/', 'small/definitions/')
      .replace('load.csv', 'small/load.csv');
    writeFileSync(wrong, text.replace('range: { from: 1, to: 5, step: 1 }', 'values: [1, -1]'));
    const { status, stderr, stdout } = plimsoll(['sweep', wrong, '--out', join(root, 'wrong')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^8 rows: /);
    expect(stderr).toMatch(
      /no valid scenario and give no figures: .*wrong\.yaml:\d+:\d+ clusters\[0\]\.services\[0\]\.desiredCount/,
    );
    expect(stderr).toMatch(/4 rows without figures/);
    writeFileSync(wrong, text.replace('range: { from: 1, to: 5, step: 1 }', 'values: [-2, -1]'));
    expect(plimsoll(['sweep', wrong, '--out', join(root, 'none')]).status).toBe(2);
  });

  it('with a queue ends with 2 where Redis is not there', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const { status, stderr } = plimsoll([
      'sweep',
      small,
      '--out',
      join(root, 'queue'),
      '--engine',
      'bullmq',
      '--redis',
      url,
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Redis at 127\.0\.0\.1:\d+ cannot be used: connect ECONNREFUSED .*\n$/);
  });
});
