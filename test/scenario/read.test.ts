import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIssue, ScenarioError } from '../../src/base/errors.ts';
import { parseDocument, type SourceDocument } from '../../src/scenario/document.ts';
import { recognise, validateDocument } from '../../src/scenario/ecs/recognise.ts';
import { unwrapEcs } from '../../src/scenario/ecs/wrappers.ts';
import { processIo } from '../../src/scenario/read/files.ts';
import { readScenario, readScenarioFile } from '../../src/scenario/read.ts';
import { childValue } from '../../src/scenario/schema-walk.ts';
import { samples } from '../../tools/samples.ts';
import { root } from '../sources.ts';
import { corpus } from './ecs/samples.ts';
import {
  fargateDefinition,
  faultsOf,
  issuesOf,
  memoryIo,
  provider,
  read,
  scenarioText,
  service,
} from './scenario-texts.ts';

/** The example of the issue that asked for the scenario file, word for word. */
const EXAMPLE = `
plimsoll: 1
name: web-shop
description: A web shop over one week of real traffic
region: us-east-1
seed: 42
duration: 7d
clusters:
  - clusterName: shop
    capacityProviders:
      - name: general
        autoScalingGroupProvider:
          instanceType: m6i.xlarge        # or a mixed list with weights left out, as ECS wants it
          availabilityZones: [us-east-1a, us-east-1b, us-east-1c]
          minSize: 3
          maxSize: 40
          desiredCapacity: 6
      - FARGATE
      - FARGATE_SPOT
    services:
      - serviceName: web
        taskDefinition: task-definitions/web.json
        desiredCount: 12
        capacityProviderStrategy: [{capacityProvider: general, weight: 1}]
        placementStrategy: [{type: spread, field: "attribute:ecs.availability-zone"}, {type: binpack, field: memory}]
        load:                              # what the containers really use, over time
          requestsPerSecond: {trace: traces/shop.csv, column: value}
          cpuSecondsPerRequest: 0.012
          memoryMiB: {base: 300, perConcurrentRequest: 2}
    tasks:                                 # run-task: batch and one-off work
      - taskDefinition: task-definitions/etl.json
        launchType: FARGATE
        arrivals: {poissonPerHour: 30}     # or cron:, at:, or trace: of arrival,cpu,memory,duration rows
        durationSeconds: {lognormal: {median: 240, p95: 900}}
`;

const EXAMPLE_FILES = {
  'task-definitions/web.json': readFileSync(join(root, 'scenarios/task-definitions/web.json'), 'utf8'),
  'task-definitions/etl.json': readFileSync(join(root, 'scenarios/task-definitions/etl.json'), 'utf8'),
  'traces/shop.csv': 'timestamp,value\n2014-04-10 00:04:00,94.0\n2014-04-10 00:09:00,56.0\n',
};

describe('the example of the issue', () => {
  it('loads as it stands', () => {
    const scenario = read(EXAMPLE, EXAMPLE_FILES);
    expect(scenario).toMatchObject({
      name: 'web-shop',
      region: 'us-east-1',
      seed: '42',
      durationMs: 604_800_000,
      startEpochMs: Date.UTC(2026, 0, 5),
    });
    const [cluster] = scenario.clusters;
    expect(cluster!.capacityProviders.map(({ kind }) => kind)).toEqual([
      'auto-scaling-group',
      'fargate',
      'fargate-spot',
    ]);
    expect(cluster!.services[0]).toMatchObject({
      desiredCount: 12,
      capacity: { strategy: [{ capacityProvider: 'general', base: 0, weight: 1 }] },
      placementStrategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      load: { cpuSecondsPerRequest: 0.012, memoryMiB: 300, memoryMiBPerConcurrentRequest: 2 },
    });
    expect(cluster!.taskSources[0]).toMatchObject({ name: 'etl', durationMs: { kind: 'lognormal' } });
  });

  it('is the same from a file, from standard input, and as JSON', async () => {
    const io = memoryIo({ ...EXAMPLE_FILES, 's.yaml': EXAMPLE, '-': EXAMPLE });
    const fromFile = await readScenarioFile('s.yaml', io);
    expect({ ...(await readScenarioFile('-', io)), fileName: 's.yaml' }).toEqual(fromFile);
    const json = JSON.stringify(parseDocument(EXAMPLE, 's.yaml').value);
    expect({ ...read(json, EXAMPLE_FILES), fileName: 's.yaml' }).toEqual(fromFile);
  });
});

describe('a scenario with faults', () => {
  it('reports every one at once, each with its place, in the order of the lines', () => {
    const text = EXAMPLE.replace('us-east-1\n', 'us-est-1\n')
      .replace('duration: 7d', 'duration: a week')
      .replace('m6i.xlarge ', 'm6i.xlage ')
      .replace('desiredCapacity: 6', 'desiredCapacity: 41')
      .replace('desiredCount: 12', 'desiredCount: twelve')
      .replace('type: binpack', 'type: binpak')
      .replace('traces/shop.csv', 'traces/shp.csv')
      .replace('p95: 900', 'p95: 9');
    expect(issuesOf(text, EXAMPLE_FILES)).toEqual([
      's.yaml:5:9 region: found "us-est-1", expected a region with prices in the catalog; did you mean "us-east-1"?',
      's.yaml:7:11 duration: found "a week", expected a duration such as 90s, 15m, 24h or 7d',
      's.yaml:13:25 clusters[0].capacityProviders[0].autoScalingGroupProvider.instanceType: found "m6i.xlage", expected an instance type of the catalog or of instanceTypes; did you mean "m6i.xlarge"?',
      's.yaml:17:28 clusters[0].capacityProviders[0].autoScalingGroupProvider.desiredCapacity: found 41, expected from minSize 3 to maxSize 40',
      's.yaml:23:23 clusters[0].services[0].desiredCount: found "twelve", expected an integer >= 0',
      's.yaml:25:94 clusters[0].services[0].placementStrategy[1].type: found "binpak", expected one of binpack | random | spread; did you mean "binpack"?',
      's.yaml:27:38 clusters[0].services[0].load.requestsPerSecond.trace: found "traces/shp.csv", no such file, expected a file, relative to the one that names it',
      's.yaml:34:57 clusters[0].tasks[0].durationSeconds.lognormal.p95: found 9, expected no less than the value before it',
    ]);
  });

  it('with a misspelled key is told the near one', () => {
    expect(issuesOf(EXAMPLE.replace('clusters:', 'cluster:'), EXAMPLE_FILES)).toEqual([
      expect.stringContaining('s.yaml:2:1 clusters: found nothing, expected a list of at least 1 item'),
      's.yaml:8:1 cluster: found an unknown key, expected a known key; did you mean "clusters"?',
    ]);
  });

  it('that is no object is refused', () => {
    expect(issuesOf('- 1\n')).toEqual(['s.yaml:1:1: found [1], expected an object']);
  });

  it('names clusters, prices and subnets that cannot be', () => {
    const clusters = ['a', 'a'].map((clusterName) => ({ clusterName }));
    expect(faultsOf({}, { clusters })).toEqual([
      'clusters[1].clusterName: found a second cluster "a", expected each name once',
    ]);
    expect(faultsOf({}, { prices: { ec2: { 'm6i.xlage': 1 } } })).toEqual([
      'prices.ec2["m6i.xlage"]: found "m6i.xlage", expected an instance type of the catalog or of instanceTypes; did you mean "m6i.xlarge"?',
    ]);
    expect(faultsOf({}, { subnets: { 'subnet-1': 'eu-west-1a' } })).toHaveLength(1);
    expect(faultsOf({}, { duration: '0s' })).toEqual(['duration: found "0s", expected a duration above 0']);
    expect(faultsOf({}, { plimsoll: 2 })).toEqual(['plimsoll: found 2, expected 1']);
  });

  it('in an unknown region reports no zone besides', () => {
    expect(faultsOf({ services: [service()] }, { region: 'us-est-1' })).toHaveLength(1);
  });
});

describe('the samples of the project', () => {
  const scenarios = samples().filter(({ command }) => command[0] === 'run');

  it.each(scenarios.map(({ path }) => path))('%s is sound, and an editor finds its schema', async (path) => {
    await readScenarioFile(join(root, path));
    const text = readFileSync(join(root, path), 'utf8');
    expect(text.split('\n', 2)[0]).toBe('# yaml-language-server: $schema=../schema/scenario.schema.json');
    expect(text.split('\n', 2)[1]).toMatch(/^# \S/);
  });
});

interface Target {
  readonly containerName?: string;
  readonly containerPort?: number;
}

describe.skipIf(!existsSync(corpus))('the real services', () => {
  const files = readdirSync(join(corpus, 'services')).map((name) => join(corpus, 'services', name));
  const services = files.flatMap((file) => {
    const document = parseDocument(readFileSync(file, 'utf8'), file);
    return recognise(document) === 'service' && unwrapEcs(document, 'service').length === 1 ? [document] : [];
  });

  /** A scenario around a service: what it names, and what its own file leaves out. */
  function around(document: SourceDocument): string {
    const [{ value } = { value: undefined }] = unwrapEcs(document, 'service');
    const of = (key: string) => childValue(value, key);
    const targets = (of('loadBalancers') ?? []) as Target[];
    const strategy = (of('capacityProviderStrategy') ?? []) as { capacityProvider: string }[];
    const names = new Set(strategy.map((item) => item.capacityProvider).filter((name) => !name.startsWith('FARGATE')));
    const capacityProviders = [...[...names].map((name) => ({ ...provider(), name })), 'FARGATE', 'FARGATE_SPOT'];
    const entry = {
      service: document.fileName,
      taskDefinition: fargateDefinition(
        targets.some((one) => one.containerName) ? { containerDefinitions: containersOf(targets) } : {},
      ),
      ...(of('serviceName') || of('service') ? {} : { serviceName: 'web' }),
      ...(of('desiredCount') !== undefined || of('schedulingStrategy') === 'DAEMON' ? {} : { desiredCount: 2 }),
      ...(of('launchType') === 'EXTERNAL' ? { launchType: 'EC2' } : {}),
    };
    return scenarioText({ capacityProviders, services: [entry] });
  }

  /** Those that the load balancers of a service name, with their ports. */
  function containersOf(targets: readonly Target[]): object[] {
    const names = [...new Set(targets.flatMap(({ containerName }) => (containerName ? [containerName] : [])))];
    return names.map((name) => ({
      name,
      image: name,
      portMappings: targets.flatMap((one) =>
        one.containerName === name && one.containerPort ? [{ containerPort: one.containerPort }] : [],
      ),
    }));
  }

  it('load by path exactly where the file itself is sound', () => {
    expect(services.length).toBeGreaterThan(40);
    const outcome = services.map((document) => {
      const isSound = validateDocument(document).issues.length === 0;
      return { file: document.fileName, isSound, issues: diskIssues(around(document)) };
    });
    expect(outcome.filter(({ isSound, issues }) => isSound !== (issues.length === 0))).toEqual([]);
    expect(outcome.filter(({ isSound }) => isSound).length).toBeGreaterThan(40);
  });

  function diskIssues(text: string): string[] {
    try {
      readScenario(parseDocument(text, 's.json'), processIo);
      return [];
    } catch (error) {
      if (error instanceof ScenarioError) return error.issues.map(formatIssue);
      throw error;
    }
  }
});

describe('the io of this process', () => {
  it('reads what the example names from the disk', async () => {
    await expect(readScenarioFile(join(root, 'scenarios/none.yaml'), processIo)).rejects.toThrow('no such file');
  });
});
