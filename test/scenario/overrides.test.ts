import { describe, expect, it } from 'vitest';
import { formatIssue, ScenarioError } from '../../src/base/errors.ts';
import { parseDocument, type SourceDocument } from '../../src/scenario/document.ts';
import { applyOverrides, type Override, parseSetting } from '../../src/scenario/overrides.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { valueAt } from '../../src/scenario/schema-walk.ts';
import { memoryIo } from './scenario-texts.ts';

const text = `plimsoll: 1
name: shop
region: us-east-1
duration: 1d
clusters:
  - clusterName: shop
    capacityProviders: [FARGATE]
    services:
      - &web
        serviceName: web
        taskDefinition: task-definitions/web.json
        desiredCount: 2
        launchType: FARGATE
        load: { requestsPerSecond: 20, cpuSecondsPerRequest: 0.01 }
      - { <<: *web, serviceName: api, taskDefinition: "api:3" }
taskDefinitions:
  api: { cpu: '256', memory: '512', networkMode: awsvpc, containerDefinitions: [{ name: api, image: api }] }
`;
const files = {
  'task-definitions/web.json': `{
  "note": "kept by nobody",
  "cpu": "256",
  "memory": "512",
  "networkMode": "awsvpc",
  "containerDefinitions": [{ "name": "web", "image": "web" }]
}`,
};
const io = memoryIo(files);
const WEB = ['clusters', 0, 'services', 0] as const;

function document(yaml = text): SourceDocument {
  return parseDocument(yaml, 'shop.yaml');
}

function set(...settings: readonly string[]): SourceDocument {
  return applyOverrides(document(), settings.map(parseSetting), io);
}

function issuesOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ScenarioError) return error.issues.map(formatIssue);
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an override', () => {
  it('reaches an entry by index and by name', () => {
    const both = set('clusters[0].services[0].desiredCount=5', 'clusters.shop.services.api.desiredCount=7');
    expect(valueAt(both.value, [...WEB, 'desiredCount'])).toBe(5);
    expect(valueAt(both.value, ['clusters', 0, 'services', 1, 'desiredCount'])).toBe(7);
  });

  it('changes one place of what several share through an anchor, and not the document it is made from', () => {
    const original = document();
    const changed = applyOverrides(
      original,
      [parseSetting('clusters.shop.services.web.load.requestsPerSecond=90')],
      io,
    );
    expect(valueAt(changed.value, [...WEB, 'load', 'requestsPerSecond'])).toBe(90);
    expect(valueAt(changed.value, ['clusters', 0, 'services', 1, 'load', 'requestsPerSecond'])).toBe(20);
    expect(original.value).toEqual(document().value);
  });

  it('adds a field that is not there yet, with what it stands in, and appends to a list', () => {
    const changed = set(
      'clusters.shop.services.web.deploymentConfiguration.maximumPercent=150',
      'clusters.shop.services.web.placementStrategy[0]={ type: random }',
      'clusters.shop.capacityProviders[1]=FARGATE_SPOT',
      'prices.ec2["m6i.large"]=0.1',
    );
    expect(valueAt(changed.value, [...WEB, 'deploymentConfiguration'])).toEqual({ maximumPercent: 150 });
    expect(valueAt(changed.value, [...WEB, 'placementStrategy'])).toEqual([{ type: 'random' }]);
    expect(valueAt(changed.value, ['clusters', 0, 'capacityProviders'])).toEqual(['FARGATE', 'FARGATE_SPOT']);
    expect(valueAt(changed.value, ['prices'])).toEqual({ ec2: { 'm6i.large': 0.1 } });
  });

  it('sets whole sub-trees, which later ones meet; null takes a field away', () => {
    const changed = set(
      'clusters.shop.services.web.load={ requestsPerSecond: 5, cpuSecondsPerRequest: 0.02 }',
      'clusters.shop.services.web.load.requestsPerSecond=6',
      'clusters.shop.services.web.launchType=null',
      'clusters.shop.services.web.capacityProviderStrategy=[{ capacityProvider: FARGATE, weight: 1 }]',
    );
    expect(valueAt(changed.value, [...WEB, 'load'])).toEqual({ requestsPerSecond: 6, cpuSecondsPerRequest: 0.02 });
    const [web] = readScenario(changed, io).clusters[0]!.services;
    expect(web!.capacity).toMatchObject({ strategy: [{ capacityProvider: 'FARGATE' }] });
  });

  it('meets the key as a pasted resource of CloudFormation spells it', () => {
    const pasted = text.replace('desiredCount: 2', 'DesiredCount: 2');
    const changed = applyOverrides(document(pasted), [parseSetting('clusters.shop.services.web.desiredCount=3')], io);
    expect(valueAt(changed.value, [...WEB, 'DesiredCount'])).toBe(3);
    expect(valueAt(changed.value, [...WEB, 'desiredCount'])).toBeUndefined();
  });
});

describe('a task definition', () => {
  it('in a file is changed for the service that names it, family and unknown fields as before', () => {
    const changed = set(
      'clusters.shop.services.web.taskDefinition.cpu="512"',
      'clusters.shop.services.web.taskDefinition.memory="1024"',
    );
    const [web] = readScenario(changed, io).clusters[0]!.services;
    expect(web!.taskDefinition).toMatchObject({ family: 'web', cpuUnits: 512, memoryMiB: 1024 });
  });

  it('in a file has its containers reached by name', () => {
    const changed = set('clusters.shop.services.web.taskDefinition.containerDefinitions.web.image=web:2');
    const [web] = readScenario(changed, io).clusters[0]!.services;
    expect(web!.taskDefinition.containerDefinitions[0]!.image).toBe('web:2');
  });

  it('in a file keeps its place in messages', () => {
    const changed = set('clusters.shop.services.web.taskDefinition.cpu="512"');
    const broken = {
      ...files,
      'task-definitions/web.json': files['task-definitions/web.json'].replace('"512"', '"x"'),
    };
    const inBroken = applyOverrides(
      document(),
      [parseSetting('clusters.shop.services.web.taskDefinition.cpu="512"')],
      memoryIo(broken),
    );
    expect(issuesOf(() => readScenario(inBroken, memoryIo(broken)))[0]).toMatch(
      /^task-definitions\/web.json:4:13 .*memory: found "x"/,
    );
    expect(changed.locate([...WEB, 'taskDefinition', 'taskDefinition', 'memory'])).toEqual({
      file: 'task-definitions/web.json',
      line: 4,
      column: 13,
    });
  });

  it('among taskDefinitions is changed there: a path through its name says so', () => {
    expect(issuesOf(() => set('clusters.shop.services.api.taskDefinition.cpu=512'))).toEqual([
      '--set clusters.shop.services.api.taskDefinition.cpu clusters[0].services[1].taskDefinition.cpu: ' +
        'found "api:3", expected taskDefinitions["api"]: the definition is changed where it stands',
    ]);
    const changed = set('taskDefinitions.api.cpu="512"', 'taskDefinitions.api.memory="1024"');
    expect(readScenario(changed, io).clusters[0]!.services[1]!.taskDefinition.cpuUnits).toBe(512);
  });

  it('in a file that is missing is an issue', () => {
    const settings = [parseSetting('clusters.shop.services.web.taskDefinition.cpu=512')];
    expect(issuesOf(() => applyOverrides(document(), settings, memoryIo({})))[0]).toMatch(
      /no such file, expected the file/,
    );
  });
});

describe('a service in a file', () => {
  const pasted = {
    ...files,
    'web.json': '{"serviceName":"web","taskDefinition":"api","desiredCount":2,"launchType":"FARGATE"}',
  };
  const yaml = text.replace(/ {6}- &web.*(?=taskDefinitions:)/s, '      - web.json\n');

  it('gets a field beside its file', () => {
    const changed = applyOverrides(
      document(yaml),
      [parseSetting('clusters.shop.services[0].desiredCount=4')],
      memoryIo(pasted),
    );
    expect(readScenario(changed, memoryIo(pasted)).clusters[0]!.services[0]!.desiredCount).toBe(4);
  });

  it('has no part of a field overridden, but the whole, and no name', () => {
    const settings = [
      'clusters.shop.services[0].networkConfiguration.awsvpcConfiguration={}',
      'clusters.shop.services.web.desiredCount=1',
    ];
    expect(issuesOf(() => applyOverrides(document(yaml), settings.map(parseSetting), memoryIo(pasted)))).toEqual([
      expect.stringContaining(
        'found a part of what may stand in web.json, expected clusters[0].services[0].networkConfiguration as a whole',
      ),
      expect.stringContaining(
        'found no entry of that name, expected an entry that is there; what stands in a file by its index',
      ),
    ]);
  });
});

describe('a path that leads nowhere', () => {
  it.each([
    [
      'clusters.shop.servces.web.desiredCount=1',
      'clusters[0].servces: found an unknown field, expected one of',
      'services',
    ],
    [
      'clusters.shop.services.wbe.desiredCount=1',
      'clusters[0].services.wbe: found no entry of that name, expected one of web | api',
      'web',
    ],
    [
      'clusters.shop.services.web.desiredCout=1',
      'clusters[0].services[0].desiredCout: found an unknown field',
      'desiredCount',
    ],
    [
      'clusters.shop.services.web.deploymentConfiguration.maximumPercnt=1',
      'deploymentConfiguration.maximumPercnt: found an unknown field',
      'maximumPercent',
    ],
  ])('%s is told with the nearest name', (setting, words, suggestion) => {
    const [issue] = issuesOf(() => set(setting));
    expect(issue).toContain(words);
    expect(issue).toContain(`did you mean "${suggestion}"?`);
  });

  it.each([
    ['clusters[3].clusterName=x', 'found a list of 1, expected an index up to 1'],
    [
      'clusters.shop.services.web.desiredCount.min=1',
      'found 2, expected clusters[0].services[0].desiredCount as a whole',
    ],
    ['region[0]=x', 'found "us-east-1", expected region as a whole'],
    ['timing[0]=x', 'timing[0]: found no list'],
    ['clusters..shop=1', 'found "clusters..shop", expected a path such as'],
  ])('%s is told with what is there', (setting, words) => {
    expect(issuesOf(() => set(setting))[0]).toContain(words);
  });

  it('is told beside all others', () => {
    expect(issuesOf(() => set('nme=x', 'rgion=y'))).toHaveLength(2);
  });

  it('is told when several entries have the name', () => {
    const twice = document(text.replace('serviceName: api', 'serviceName: web'));
    const settings = [parseSetting('clusters.shop.services.web.desiredCount=1')];
    expect(issuesOf(() => applyOverrides(twice, settings, io))[0]).toContain(
      'found 2 entries of that name, expected an index',
    );
  });
});

describe('a fault of the value', () => {
  it('names the setting it comes from', () => {
    expect(issuesOf(() => readScenario(set('clusters.shop.services.web.desiredCount=-1'), io))).toEqual([
      '--set clusters.shop.services.web.desiredCount clusters[0].services[0].desiredCount: found -1, expected an integer >= 0',
    ]);
  });

  it('has the line and column of an override that stands in a file', () => {
    const changes = parseDocument('set:\n  clusters.shop.services.web.desiredCount: -1\n  rgion: x\n', 'changes.yaml');
    const override = (path: string): Override => ({ path, document: changes, at: ['set', path] });
    const changed = applyOverrides(document(), [override('clusters.shop.services.web.desiredCount')], io);
    expect(issuesOf(() => readScenario(changed, io))[0]).toMatch(
      /^changes.yaml:2:44 clusters\[0\].services\[0\].desiredCount: found -1/,
    );
    expect(issuesOf(() => applyOverrides(document(), [override('rgion')], io))[0]).toMatch(
      /^changes.yaml:3:3 rgion: found an unknown field/,
    );
  });
});

describe('parseSetting', () => {
  it('splits at the first equals sign outside quotes, and reads YAML', () => {
    const setting = parseSetting('prices.ec2["a=b"]={ c: 1 }');
    expect([setting.path, setting.document.value]).toEqual(['prices.ec2["a=b"]', { c: 1 }]);
    expect(parseSetting('description=a=b').document.value).toBe('a=b');
  });

  it.each(['desiredCount', 'desiredCount=', '=4'])('%s is refused in words', (text) => {
    expect(issuesOf(() => set(text))[0]).toMatch(/expected (path=value|a path such as)/);
  });
});
