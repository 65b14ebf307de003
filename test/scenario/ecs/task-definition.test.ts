import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import {
  checkTaskDefinition,
  familyOfFile,
  readTaskDefinition,
  readTaskDefinitions,
} from '../../../src/scenario/ecs/task-definition.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { accepted, container, definition, documentOf, taskDefinition } from './samples.ts';

describe('a task definition', () => {
  it('gets the defaults of ECS', () => {
    expect(taskDefinition()).toMatchObject({
      family: 'web',
      networkMode: 'bridge',
      requiresCompatibilities: [],
      operatingSystemFamily: 'LINUX',
      cpuArchitecture: 'X86_64',
      ephemeralStorageGiB: 20,
      placementConstraints: [],
    });
  });

  it('P1.5: has integer CPU units and MiB, however they were written', () => {
    expect(
      taskDefinition({ cpu: '.25 vCPU', memory: '0.5 GB', containerDefinitions: [container({ memory: 128 })] }),
    ).toMatchObject({
      cpuUnits: 256,
      memoryMiB: 512,
    });
  });

  it('is read from register input, from describe output, and from a recorded response', () => {
    const described = { ...definition(), taskDefinitionArn: 'arn:aws:ecs:…:web:7', revision: 7, status: 'ACTIVE' };
    for (const value of [
      described,
      { taskDefinition: described, tags: [] },
      { status_code: 200, data: { taskDefinition: described } },
    ]) {
      expect(accepted(readTaskDefinition(documentOf(value)))).toMatchObject({ family: 'web', revision: 7 });
    }
  });

  it("is read in CloudFormation's spelling", () => {
    const value = {
      Family: 'web',
      ContainerDefinitions: [{ Name: 'web', Image: 'nginx', Memory: 512, Essential: true }],
    };
    expect(accepted(readTaskDefinition(documentOf(value)))).toEqual(taskDefinition());
  });

  it('without a family takes the one given, else the name of its file', () => {
    const document = documentOf(definition({ family: undefined }), 'task-definitions/my web.json');
    expect(accepted(readTaskDefinition(document)).family).toBe('my-web');
    expect(accepted(readTaskDefinition(document, [], { family: 'shop' })).family).toBe('shop');
    expect(familyOfFile('-')).toBe('-');
  });

  it('stands inline at a path of another document, where unknown keys are refused', () => {
    const document = documentOf({ services: [{ taskDefinition: definition({ comment: 'x' }) }] });
    const path = ['services', 0, 'taskDefinition'];
    expect(readTaskDefinition(document, path).issues).toEqual([]);
    expect(readTaskDefinition(document, path, { origin: 'scenario' }).issues.map((issue) => issue.path)).toEqual([
      'services[0].taskDefinition.comment',
    ]);
    expect(checkTaskDefinition(subjectAt(document, path), 'web').issues).toHaveLength(1);
  });

  it('is one of a file, or each of them', () => {
    const document = documentOf({ taskDefinitions: [definition(), definition({ family: 'api' })] });
    expect(accepted(readTaskDefinitions(document)).map(({ family }) => family)).toEqual(['web', 'api']);
    expect(readTaskDefinition(document).issues.map((issue) => issue.found)).toEqual(['2 task definitions']);
  });
});

describe('a broken task definition is refused at the very place', () => {
  const web = (body: string) =>
    `{\n  "family": "web",\n  "containerDefinitions": [\n    {"name": "web", "image": "nginx", ${body}}\n  ]\n}`;

  it.each([
    [
      'web.json',
      web('"memory": "512"'),
      'web.json:4:49 containerDefinitions[0].memory: found "512", expected an integer >= 0',
    ],
    [
      'web.json',
      web('"memroy": 512, "memoryReservation": 64'),
      'web.json:4:39 containerDefinitions[0].memroy: found an unknown key, expected a known key; ' +
        'did you mean "memory"?',
    ],
    [
      'web.json',
      web('"memory": 512, "essential": "yes"'),
      'web.json:4:67 containerDefinitions[0].essential: found "yes", expected true or false',
    ],
    [
      'web.json',
      web('"memory": 512, "cpu": 0.5'),
      'web.json:4:61 containerDefinitions[0].cpu: found 0.5, expected an integer >= 0',
    ],
    [
      'web.json',
      web('"memory": 512, "portMappings": [{"containerPort": 70000}]'),
      'web.json:4:89 containerDefinitions[0].portMappings[0].containerPort: found 70000, expected ' +
        'an integer from 0 to 65535',
    ],
    [
      'web.json',
      web('"memory": 512, "logConfiguration": {"logDriver": "awslog"}'),
      'found "awslog", expected one of json-file | syslog | journald | gelf | fluentd | awslogs | ' +
        'splunk | awsfirelens; did you mean "awslogs"?',
    ],
    [
      'web.json',
      '{"family": "web"}',
      'web.json:1:1 containerDefinitions: found nothing, expected a list of at least 1 item',
    ],
    ['web.json', '[]', 'web.json:1:1: found 0 task definitions, expected one task definition'],
    ['web.json', '"web"', 'web.json:1:1: found "web", expected an object'],
    [
      'web.yaml',
      'containerDefinitions:\n  - name: web\n    image: nginx\n',
      'web.yaml:2:5 containerDefinitions[0].memory: found nothing, expected memory or memoryReservation',
    ],
    [
      'web.yaml',
      'Family: web\nNetworkMode: vpc\nContainerDefinitions:\n  - {Name: web, Image: nginx, Memory: 64}\n',
      'web.yaml:2:14 NetworkMode: found "vpc", expected one of bridge | host | awsvpc | none | default',
    ],
    [
      'web.yaml',
      'Family: web\nContainerDefinitions:\n  - {Name: web, Image: nginx}\n',
      'web.yaml:3:5 ContainerDefinitions[0].Memory: found nothing, expected memory or memoryReservation',
    ],
  ])('%s %j', (fileName, text, message) => {
    expect(readTaskDefinition(parseDocument(text, fileName)).issues.map(formatIssue)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});
