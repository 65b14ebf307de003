import { describe, expect, it } from 'vitest';
import { faultsOf, issuesOf, read, scenarioText, service, webDefinition } from '../scenario-texts.ts';

function resolved(taskDefinition: unknown, top = {}, files = {}) {
  const scenario = read(scenarioText({ services: [service({ taskDefinition })] }, top), files);
  const { family, revision, containerDefinitions } = scenario.clusters[0]!.services[0]!.taskDefinition;
  return { family, revision, memoryMiB: containerDefinitions[0]!.memoryMiB };
}

/** A definition that is told by its memory. */
function sized(memory: number, fields = {}) {
  return webDefinition({ containerDefinitions: [{ name: 'web', image: 'nginx:1', memory }], ...fields });
}

describe('a task definition', () => {
  it('stands inline, bare or as describe-task-definition prints it', () => {
    const printed = {
      taskDefinition: { ...sized(300, { revision: 5 }), taskDefinitionArn: 'arn', status: 'ACTIVE' },
      tags: [],
    };
    expect(resolved(sized(300))).toEqual({ family: 'web', revision: 1, memoryMiB: 300 });
    expect(resolved(printed)).toEqual({ family: 'web', revision: 5, memoryMiB: 300 });
  });

  it('is a file, named after it where it names no family', () => {
    const files = { 'td/api.json': JSON.stringify({ containerDefinitions: [{ name: 'a', image: 'i', memory: 64 }] }) };
    expect(resolved('td/api.json', {}, files)).toEqual({ family: 'api', revision: 1, memoryMiB: 64 });
  });

  it('is one of taskDefinitions by family: the latest revision, each registration one more (P1.1, P1.2)', () => {
    const taskDefinitions = [sized(100), sized(200), sized(300)];
    expect(resolved('web', { taskDefinitions })).toEqual({ family: 'web', revision: 3, memoryMiB: 300 });
    const numbered = [sized(100, { revision: 9 }), sized(200, { revision: 4 })];
    expect(resolved('web', { taskDefinitions: numbered })).toEqual({ family: 'web', revision: 9, memoryMiB: 100 });
  });

  it('is one of taskDefinitions by family:revision or ARN', () => {
    const taskDefinitions = [sized(100, { revision: 9 }), sized(200, { revision: 4 })];
    expect(resolved('web:4', { taskDefinitions }).memoryMiB).toBe(200);
    const arn = 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:9';
    expect(resolved(arn, { taskDefinitions }).memoryMiB).toBe(100);
  });

  it('that states no revision stands for any that is asked for', () => {
    expect(resolved('web:12', { taskDefinitions: [sized(100)] })).toEqual({
      family: 'web',
      revision: 12,
      memoryMiB: 100,
    });
  });

  it('is one of a map by its key, which may hold paths', () => {
    const files = { 'web.json': JSON.stringify(sized(100)) };
    expect(resolved('front', { taskDefinitions: { front: 'web.json' } }, files).memoryMiB).toBe(100);
    expect(resolved('web', { taskDefinitions: { front: 'web.json' } }, files).memoryMiB).toBe(100);
  });
});

describe('what is wrong with a task definition', () => {
  it('an unknown name is met with a near one', () => {
    const top = { taskDefinitions: { checkout: sized(1024, { family: 'checkout' }) } };
    expect(faultsOf({ services: [service({ taskDefinition: 'chekout' })] }, top)).toEqual([
      'clusters[0].services[0].taskDefinition: found "chekout", expected the path of a .json or .yaml file, or a task definition of taskDefinitions; did you mean "checkout"?',
    ]);
  });

  it('a missing one is named', () => {
    expect(faultsOf({ services: [{ serviceName: 'web', desiredCount: 1 }] })).toEqual([
      'clusters[0].services[0].taskDefinition: found nothing, expected a task definition: a path, a name in taskDefinitions, or inline',
    ]);
  });

  it('a fault in a file that two services name comes once, in the file', () => {
    const line = '"containerDefinitions": [{"name": "a", "image": "i", "memory": "512"}]}';
    const files = { 'web.json': `{"family": "web",\n${line}` };
    const services = ['a', 'b'].map((serviceName) => service({ serviceName, taskDefinition: 'web.json' }));
    expect(issuesOf(scenarioText({ services }), files)).toEqual([
      `web.json:2:${line.indexOf('"512"') + 1} containerDefinitions[0].memory: found "512", expected an integer >= 0`,
    ]);
  });

  it('a fault in taskDefinitions is not repeated as an unknown name', () => {
    const taskDefinitions = [sized(-1)];
    expect(faultsOf({ services: [service({ taskDefinition: 'web' })] }, { taskDefinitions })).toEqual([
      'taskDefinitions[0].containerDefinitions[0].memory: found -1, expected an integer >= 0',
    ]);
  });
});
