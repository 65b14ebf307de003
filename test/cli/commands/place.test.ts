import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeCommand } from '../../../src/cli/commands/place.ts';
import { plimsoll } from '../process.ts';
import { arnOf, describedInstance, describedTask } from './place/described.ts';

let folder = '';
let printed = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-place-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web', cpu: 256, memory: 800 }] };
/** P3's example: 1000, 3000 and 2000 MiB free, the last in another zone. */
const abc = [
  describedInstance(1, { remainingMemoryMiB: 1000 }),
  describedInstance(2, { remainingMemoryMiB: 3000 }),
  describedInstance(3, { remainingMemoryMiB: 2000, zone: 'us-east-1b' }),
];
const binpack = ['--strategy', 'type=binpack,field=memory'];

/** What `plimsoll place` prints for these instances, with the definition above unless another is given. */
async function place(containerInstances: unknown, args: readonly string[], taskDefinition: unknown = definition) {
  printed = '';
  const files = [
    ...['--container-instances', file('instances.json', { containerInstances })],
    ...['--task-definition', file('web.json', taskDefinition)],
  ];
  const command = placeCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync([...files, ...args], { from: 'user' });
  return printed;
}

async function placeJson(containerInstances: unknown, args: readonly string[], taskDefinition?: unknown) {
  return JSON.parse(await place(containerInstances, [...args, '--format', 'json'], taskDefinition)) as {
    readonly placements: { readonly taskIndex: number; readonly containerInstanceArn: string }[];
    readonly failures: { readonly arn: string | null; readonly reason: string }[];
  };
}

describe('plimsoll place --format json', () => {
  it('P3.6: gives each placement and each failure, and nothing else', async () => {
    expect(await placeJson(abc, ['--count', '7', ...binpack])).toEqual({
      placements: [1, 3, 3, 2, 2, 2].map((row, taskIndex) => ({ taskIndex, containerInstanceArn: arnOf(row) })),
      failures: [{ arn: arnOf(1), reason: 'RESOURCE:MEMORY' }],
    });
  });

  it('P3.12: balances a service over zones, and counts its listed tasks', async () => {
    const tasks = [
      '--tasks',
      file('tasks.json', { tasks: ['a', 'b'].map((id) => describedTask(id, 3, { group: 'service:web' })) }),
    ];
    const rows = async (args: readonly string[]) =>
      (await placeJson(abc.slice(1), ['--count', '2', ...args])).placements.map((one) => one.containerInstanceArn);
    expect(await rows(['--service', 'web'])).toEqual([arnOf(2), arnOf(3)]);
    expect(await rows(['--service', 'web', ...tasks])).toEqual([arnOf(2), arnOf(2)]);
  });

  it('P3.15: distinctInstance sees the listed tasks of the group', async () => {
    const tasks = ['--tasks', file('tasks.json', { tasks: [describedTask('a', 1), describedTask('b', 2)] })];
    const { placements, failures } = await placeJson(abc, [
      '--constraint',
      'type=distinctInstance',
      '--count',
      '2',
      ...tasks,
    ]);
    expect(placements.map((one) => one.containerInstanceArn)).toEqual([arnOf(3)]);
    expect(failures[0]!.reason).toBe('distinctInstance placement constraint unsatisfied.');
  });

  it('P3.16: memberOf takes an expression with commas and signs', async () => {
    const constraint =
      'type=memberOf,expression=attribute:ecs.availability-zone in [us-east-1b, us-east-1c] and registeredAt>=2026-01-01';
    const { placements } = await placeJson(abc, ['--constraint', constraint]);
    expect(placements[0]!.containerInstanceArn).toBe(arnOf(3));
  });

  it('P3.20: runningTasksCount is what the instance says', async () => {
    const instances = [describedInstance(1, { runningTasksCount: 2 }), describedInstance(2, { runningTasksCount: 1 })];
    const { placements } = await placeJson(instances, [
      '--constraint',
      'type=memberOf,expression=runningTasksCount == 1',
    ]);
    expect(placements[0]!.containerInstanceArn).toBe(arnOf(2));
  });

  it('P1.26: a port that is taken there is taken', async () => {
    const portMappings = [{ containerPort: 80, hostPort: 8080 }];
    const wanted = { family: 'web', containerDefinitions: [{ ...definition.containerDefinitions[0], portMappings }] };
    const instances = [describedInstance(1, { takenPorts: ['22', '8080'] }), describedInstance(2)];
    expect((await placeJson(instances, ['--count', '2'], wanted)).failures).toEqual([
      { arn: arnOf(1), reason: 'RESOURCE:PORTS' },
    ]);
  });

  it('P2.7: an awsvpc task needs an ENI slot; listed tasks hold theirs', async () => {
    const wanted = { ...definition, networkMode: 'awsvpc' };
    const instances = [describedInstance(1, { instanceType: 'c5.large' })];
    const tasks = ['--tasks', file('tasks.json', { tasks: [describedTask('a', 1, { hasEni: true })] })];
    expect((await placeJson(instances, ['--count', '3'], wanted)).failures.length).toBe(1);
    expect((await placeJson(instances, ['--count', '3', ...tasks], wanted)).failures.length).toBe(2);
  });

  it('P2.9: an instance that is DRAINING or whose agent is lost takes nothing', async () => {
    const instances = [describedInstance(1, { status: 'DRAINING' }), describedInstance(2, { agentConnected: false })];
    expect((await placeJson(instances, [])).failures).toEqual([{ arn: arnOf(2), reason: 'AGENT' }]);
    expect((await placeJson([], [])).failures).toEqual([
      { arn: null, reason: 'No Container Instances were found in your cluster.' },
    ]);
  });

  it('P12 ATTRIBUTE: the definition asks for what describe-task-definition lists', async () => {
    const wanted = { taskDefinition: { ...definition, requiresAttributes: [{ name: 'ecs.capability.task-eni' }] } };
    const able = describedInstance(2, { attributes: [{ name: 'ecs.capability.task-eni' }] });
    const { placements } = await placeJson([describedInstance(1), able], [], wanted);
    expect(placements[0]!.containerInstanceArn).toBe(arnOf(2));
    expect((await placeJson([describedInstance(1)], [], wanted)).failures[0]!.reason).toBe('ATTRIBUTE');
  });

  it('P3.8: of equals the first registered, whatever the order in the file', async () => {
    const { placements } = await placeJson([describedInstance(2), describedInstance(1)], binpack);
    expect(placements[0]!.containerInstanceArn).toBe(arnOf(1));
  });

  it('P3.12: RunTask without a strategy draws, the same for the same seed', async () => {
    const same = [describedInstance(1), describedInstance(2), describedInstance(3)];
    const of = (seed: string) => place(same, ['--count', '10', '--seed', seed, '--format', 'json']);
    expect(await of('1')).toBe(await of('1'));
    const answers = new Set([await of('1'), await of('2'), await of('3')]);
    expect(answers.size).toBeGreaterThan(1);
  });
});

describe('plimsoll place as a table', () => {
  it('has a line per decision with the candidates after each stage, and the reason', async () => {
    const lines = (
      await place(abc, ['--count', '2', ...binpack, '--group', 'batch'], {
        ...definition,
        containerDefinitions: [{ name: 'web', image: 'web', memory: 2500 }],
      })
    ).split('\n');
    expect(lines[0]).toMatch(/^TASK +CONTAINER INSTANCE +EC2 INSTANCE +ZONE +resources +binpack\(memory\) +REASON$/);
    expect(lines[1]).toMatch(/^ +0 +\S*2 +i-\S*2 +us-east-1a +1 +1$/);
    expect(lines[2]).toMatch(/^ +1 +- +- +- +0 +0 +RESOURCE:MEMORY \(closest: \S*1\)$/);
    expect(lines.join('\n')).toContain('1 of 2 tasks of group batch placed on 3 container instances.');
  });
});

describe('plimsoll place refuses', () => {
  it('P3.14: more than 10 tasks, but for a service', async () => {
    await expect(place(abc, ['--count', '11'])).rejects.toThrow('found 11, expected at most 10');
    const one = describedInstance(1, { remainingMemoryMiB: 15_000 });
    expect((await placeJson([one], ['--count', '11', '--service', 'web'])).placements.length).toBe(11);
  });

  it('what is no strategy or constraint, by its near name, both at once', async () => {
    const wrong = [
      '--strategy',
      'type=binpak,field=memory',
      '--constraint',
      'type=memberOf,expression=attribte:x == 1',
    ];
    await expect(place(abc, wrong)).rejects.toThrow(/did you mean "binpack"\?\n.*did you mean "attribute:x"\?/);
  });

  it('resources that remain beyond what is registered', async () => {
    const wrong = describedInstance(1, { remainingMemoryMiB: 99_999 });
    await expect(place([wrong], [])).rejects.toThrow(
      /instances\.json:1:\d+ containerInstances\[0\]\.remainingResources: found MEMORY 99999/,
    );
  });

  it('P1.4: more than 10 constraints, those of the definition counted', async () => {
    const memberOf = { type: 'memberOf', expression: 'attribute:x exists' };
    const own = Array.from({ length: 6 }, () => ['--constraint', 'type=memberOf,expression=attribute:x exists']).flat();
    const wanted = { ...definition, placementConstraints: Array.from({ length: 5 }, () => memberOf) };
    await expect(place(abc, own, wanted)).rejects.toThrow('found 11 constraints, expected at most 10');
  });

  it('a service and a group at once', async () => {
    await expect(place(abc, ['--service', 'web', '--group', 'batch'])).rejects.toThrow('cannot be used with');
  });

  it('a wrong file with exit code 2, and reads standard input', () => {
    const instances = file('instances.json', { containerInstances: abc });
    const args = ['place', '--container-instances', instances, '--task-definition', '-'];
    expect(plimsoll(args, { input: '{"family":"web"}' })).toMatchObject({ status: 2, stdout: '' });
    expect(plimsoll(args, { input: JSON.stringify(definition) })).toMatchObject({ status: 0, stderr: '' });
  });
});
