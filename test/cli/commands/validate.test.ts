import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { validateCommand, validateFiles } from '../../../src/cli/commands/validate.ts';
import { memoryIo, provider, scenarioText, service, webDefinition } from '../../scenario/scenario-texts.ts';
import { filesBelow, root } from '../../sources.ts';
import { plimsoll } from '../process.ts';

const definition = JSON.stringify(webDefinition());

async function validate(files: Readonly<Record<string, string>>) {
  const results = await validateFiles(Object.keys(files), memoryIo(files));
  return {
    lines: results.flatMap(({ lines }) => lines),
    issues: results.flatMap(({ issues }) => issues.map(formatIssue)),
  };
}

describe('plimsoll validate', () => {
  it('tells what each sound file is', async () => {
    const { lines, issues } = await validate({
      's.json': scenarioText({ services: [service()] }),
      'web.json': definition,
      'services.json': JSON.stringify({ services: [{ serviceName: 'a' }, { serviceName: 'b' }] }),
      'cp.json': JSON.stringify({ name: 'x', autoScalingGroupProvider: { autoScalingGroupArn: 'arn' } }),
      'stack.yaml': 'Resources: { T: { Type: "AWS::ECS::CapacityProvider", Properties: { Name: x } } }\n',
    });
    expect(issues).toEqual([]);
    expect(lines).toEqual([
      'ok s.json: scenario test, 1 cluster, 1 service',
      'ok web.json: task definition',
      'ok services.json: 2 services',
      'ok cp.json: capacity provider',
      'ok stack.yaml: CloudFormation template, 1 ECS resource',
    ]);
  });

  it('checks the variants of a scenario too', async () => {
    const variants = (count: number) => [{ name: 'more', set: { 'clusters.main.services.web.desiredCount': count } }];
    const text = (count: number) => scenarioText({ services: [service()] }, { variants: variants(count) });
    const io = memoryIo({ 'sound.json': text(3), 'wrong.json': text(-3) });
    const [sound, wrong] = await validateFiles(['sound.json', 'wrong.json'], io);
    expect(sound!.lines).toEqual(['ok sound.json: scenario test, 1 cluster, 1 service, 1 variant']);
    expect(wrong!.issues).toMatchObject([{ path: 'clusters[0].services[0].desiredCount', found: '-3' }]);
  });

  it('says what a reader should know of a sound scenario', async () => {
    const managed = provider({ managedScaling: { status: 'ENABLED' }, maxSize: 9, remedies: { lowAlarmMinutes: 5 } });
    const { lines } = await validate({
      's.json': scenarioText({ capacityProviders: [managed], services: [service()] }),
    });
    expect(lines).toEqual([
      'ok s.json: scenario test, 1 cluster, 1 service',
      '  note on main: Capacity provider general: lowAlarmMinutes 5 is a what-if; in ECS the alarm has 15 minutes, and none can be set.',
    ]);
  });

  it('finds the faults of every file, and says no ok to any of them', async () => {
    const { lines, issues } = await validate({
      's.yaml': 'plimsoll: 1\nname: x\nregion: nowhere\nduration: 1d\nclusters: [{clusterName: a}]\n',
      'web.json': definition.replace('512', '"512"'),
      'x.json': '{"a": 1}',
      'y.json': '{',
    });
    expect(lines).toEqual([]);
    expect(issues.map((issue) => issue.split(' ', 1)[0])).toEqual([
      's.yaml:3:9',
      expect.stringMatching(/^web\.json:1:\d+$/),
      'x.json:1:1:',
      'y.json:1:2:',
    ]);
  });

  it('prints ok on stdout, issues on stderr, and exits with 2', () => {
    const sound = join(root, 'scenarios/web-shop.yaml');
    const mixed = plimsoll(['validate', sound, '-'], { input: '{"plimsoll": 1}' });
    expect(mixed.status).toBe(2);
    expect(mixed.stdout).toContain(`ok ${sound}: scenario web-shop`);
    expect(mixed.stderr).toMatch(/^-: 4 issues\n {2}-:1:1 name: found nothing/);
    expect(plimsoll(['validate', sound]).status).toBe(0);
  });

  it('tells how many points and runs a sweep has, and what is wrong with its paths', () => {
    const sample = join(root, 'scenarios/sweep-placement.yaml');
    expect(plimsoll(['validate', sample]).stdout).toContain('\n  sweep: 45 points, 135 runs\n');
    const input = readFileSync(sample, 'utf8').replace('managedScaling.targetCapacity', 'managedScaling.target');
    const { status, stderr } = plimsoll(['validate', '-'], { cwd: join(root, 'scenarios'), input });
    expect(status).toBe(2);
    expect(stderr).toMatch(/managedScaling\.target: found an unknown field/);
  });

  it('finds every sample of the project sound', async () => {
    const results = await validateFiles(filesBelow('scenarios', ['.yaml', '.json']).map((path) => join(root, path)));
    expect(results.flatMap(({ issues }) => issues.map(formatIssue))).toEqual([]);
    expect(validateCommand().name()).toBe('validate');
  });
});
