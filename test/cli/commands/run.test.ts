import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mainFile, plimsoll } from '../process.ts';

interface Shape {
  readonly duration?: string;
  readonly clusterNames?: readonly string[];
}

/** A service on two container instances, with batch tasks that arrive at random. */
function scenarioText({ duration = '1d', clusterNames = ['shop'] }: Shape = {}): string {
  const taskDefinition = {
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web', cpu: 256, memory: 512 }],
  };
  const capacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
  return JSON.stringify({
    plimsoll: 1,
    name: 'tiny',
    region: 'us-east-1',
    seed: 42,
    duration,
    clusters: clusterNames.map((clusterName) => ({
      clusterName,
      capacityProviders: [
        {
          name: 'general',
          autoScalingGroupProvider: { instanceType: 'm6i.large', minSize: 2, maxSize: 2, desiredCapacity: 2 },
        },
      ],
      services: [{ serviceName: 'web', taskDefinition, desiredCount: 4, capacityProviderStrategy }],
      tasks: [
        {
          taskDefinition: { ...taskDefinition, family: 'etl' },
          capacityProviderStrategy,
          arrivals: { poissonPerHour: 30 },
          durationSeconds: { lognormal: { median: 240, p95: 900 } },
        },
      ],
    })),
  });
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-run-'));
  writeFileSync(join(folder, 'tiny.json'), scenarioText());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => plimsoll(['run', ...args], { cwd: folder });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('plimsoll run', () => {
  it('prints a summary that ends with where the report is, and writes every file of it', () => {
    const { status, stdout, stderr } = run('tiny.json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^tiny · us-east-1 · /);
    expect(stdout.endsWith('\nReport: reports/tiny/report.html\n')).toBe(true);
    const files = readdirSync(join(folder, 'reports/tiny'));
    for (const name of ['cost.csv', 'report.html', 'report.md', 'services.csv', 'summary.json', 'utilization.csv']) {
      expect(files).toContain(name);
    }
    expect(files.filter((name) => /^(tasks|placements)\.csv$/.test(name))).toEqual([]);
    expect(readdirSync(join(folder, 'reports'))).toEqual(['tiny']);
  });

  it('says that it runs the scenario as it stands where a section of the file is for another command', () => {
    const desired = 'clusters.shop.services.web.desiredCount';
    const alternatives = {
      variants: [{ name: 'six', set: { [desired]: 6 } }],
      sweep: { axes: [{ path: desired, values: [4, 6] }] },
    };
    writeFileSync(join(folder, 'varied.json'), JSON.stringify({ ...JSON.parse(scenarioText()), ...alternatives }));
    const note =
      'This is the baseline, the scenario as it stands: its variants are for plimsoll compare, its sweep is for plimsoll sweep.';
    const words = (text: string) => text.replace(/\s+/g, ' ');
    expect(words(run('varied.json').stdout)).toContain(note);
    expect(read('reports/tiny/report.md')).toContain(note);
    expect(words(run('tiny.json').stdout)).not.toContain('the scenario as it stands');
  });

  it('has no colour and no progress line in a pipe', () => {
    const { stdout, stderr } = plimsoll(['run', 'tiny.json'], { cwd: folder, env: { NO_COLOR: '' } });
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it('prints with --format json the bytes of summary.json and nothing else', () => {
    const { status, stdout, stderr } = run('tiny.json', '--format', 'json', '--out', 'out');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(read('out/summary.json'));
  });

  it('reads standard input for -', () => {
    const { status, stdout } = plimsoll(['run', '-', '--format', 'json'], { cwd: folder, input: scenarioText() });
    expect(status).toBe(0);
    expect(stdout).toBe(run('tiny.json', '--format', 'json').stdout);
  });

  it('prints nothing with --quiet', () => {
    expect(run('tiny.json', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('P11: writes every metric of the cluster with --metrics, and gives the same summary', () => {
    const plain = run('tiny.json', '--format', 'json').stdout;
    expect(run('tiny.json', '--metrics', '--format', 'json', '--out', 'out').stdout).toBe(plain);
    const { MetricDataResults } = JSON.parse(read('out/metrics.json'));
    expect(MetricDataResults.map(({ Label }: { Label: string }) => Label)).toContain(
      'AWS/ECS CPUReservation {ClusterName=shop} Average 60s',
    );
    expect(run('tiny.json', '--metrics', '--out', 'out').status).toBe(0);
  });

  it('keeps every placement with --trace and every task with --tasks, and gives the same summary', () => {
    const plain = run('tiny.json', '--format', 'json').stdout;
    const kept = run('tiny.json', '--trace', '--tasks', '--format', 'json', '--out', 'out').stdout;
    expect(kept).toBe(plain);
    const tasks = read('out/tasks.csv').trimEnd().split('\n').length - 1;
    expect(tasks).toBeGreaterThan(500);
    expect(read('out/placements.csv').trimEnd().split('\n').length - 1).toBe(tasks);
  });

  it('writes with --events what EventBridge would deliver, and gives the same summary', () => {
    const plain = run('tiny.json', '--format', 'json').stdout;
    const { status, stdout } = run('tiny.json', '--format', 'json', '--events', 'events.ndjson');
    expect({ status, stdout }).toEqual({ status: 0, stdout: plain });
    const events = read('events.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.length).toBeGreaterThan(1000);
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['aws.ecs']));
    expect(readdirSync(join(folder, 'reports/tiny'))).not.toContain('tasks.csv');
    expect(run('tiny.json', '--events', 'missing/events.ndjson').status).toBe(2);
  });

  it('takes the seed of --seed in place of the scenario', () => {
    const [first, other] = [
      run('tiny.json', '--seed', '7', '--format', 'json').stdout,
      run('tiny.json', '--format', 'json').stdout,
    ];
    expect(JSON.parse(first).scenario.seed).toBe('7');
    expect(JSON.parse(other).scenario.seed).toBe('42');
    expect(JSON.parse(first).clusters[0].counters).not.toEqual(JSON.parse(other).clusters[0].counters);
  });

  it('simulates several clusters on threads, and each as if it were alone', () => {
    writeFileSync(join(folder, 'three.json'), scenarioText({ clusterNames: ['a', 'b', 'c'] }));
    writeFileSync(join(folder, 'one.json'), scenarioText({ clusterNames: ['b'] }));
    const three = JSON.parse(run('three.json', '--format', 'json').stdout);
    const one = JSON.parse(run('one.json', '--format', 'json').stdout);
    expect(three.clusters.map((cluster: { clusterName: string }) => cluster.clusterName)).toEqual(['a', 'b', 'c']);
    const [inThree, alone] = [three.clusters[1], one.clusters[0]];
    expect(inThree.counters).toEqual(alone.counters);
    expect(inThree.usd).toBe(alone.usd);
    expect(inThree.total.cpu).toEqual(alone.total.cpu);
  });
});

describe('plimsoll run exits with 3', () => {
  const withExpect = (clauses: object) =>
    writeFileSync(join(folder, 'tiny.json'), JSON.stringify({ ...JSON.parse(scenarioText()), expect: clauses }));

  it('when a clause of expect is not met: it is named with its place on stderr, and the report is written', () => {
    withExpect({ minHealthyTasks: 5, maxCostUsd: 1000 });
    const { status, stdout, stderr } = run('tiny.json', '--quiet');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(
      /^tiny\.json:1:\d+ expect\.minHealthyTasks of web of cluster shop: found 4, expected at least 5\n$/,
    );
    const { expectations } = JSON.parse(read('reports/tiny/summary.json'));
    expect(expectations.map(({ clause, met }: { clause: string; met: boolean }) => [clause, met])).toEqual([
      ['minHealthyTasks', false],
      ['maxCostUsd', true],
    ]);
    expect(read('reports/tiny/report.md')).toContain('minHealthyTasks');
  });

  it('not when all are met', () => {
    withExpect({ minHealthyTasks: 4 });
    expect(run('tiny.json', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('plimsoll run exits with 2 and writes nothing', () => {
  const refused = (args: readonly string[]) => {
    const before = readdirSync(folder, { recursive: true });
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
    return stderr;
  };

  it('when the scenario has issues: all of them, each with its place', () => {
    writeFileSync(join(folder, 'tiny.json'), scenarioText().replace('"desiredCount":4', '"desiredCount":"x","lod":{}'));
    const stderr = refused(['tiny.json']);
    expect(stderr).toMatch(/^tiny\.json: 2 issues\n/);
    expect(stderr).toMatch(/^ {2}tiny\.json:1:\d+ clusters\[0\]\.services\[0\]\.desiredCount: found "x", expected /m);
    expect(stderr).toMatch(/did you mean "load"\?$/m);
  });

  it('when the file is missing: with a near name', () => {
    expect(refused(['tiny.jsn'])).toContain(
      'tiny.jsn: found no such file, expected a file that can be read; did you mean "tiny.json"?',
    );
  });

  it('when the place of the report holds something else', () => {
    mkdirSync(join(folder, 'notes'));
    writeFileSync(join(folder, 'notes/mine.txt'), '');
    expect(refused(['tiny.json', '--out', 'notes'])).toContain('notes: found a directory with "mine.txt"');
  });

  it('when an option is wrong', () => {
    expect(refused(['tiny.json', '--format', 'jsn'])).toContain("argument 'jsn' is invalid");
  });
});

describe('plimsoll run', () => {
  it('exits with 130 when it is interrupted, and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'tiny.json'), scenarioText({ duration: '36500d' }));
    const child = spawn(process.execPath, [mainFile, 'run', 'tiny.json'], { cwd: folder });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await sleep(3000);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });
});
