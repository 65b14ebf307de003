import { describe, expect, it } from 'vitest';
import { recognise, validateDocument, validateEcsFile } from '../../../src/scenario/ecs/recognise.ts';
import { corpusText, definition, documentOf, hasCorpus } from './samples.ts';

describe('a file', () => {
  it.each([
    [{ plimsoll: 1, clusters: [] }, 'scenario'],
    [{ Resources: { A: { Type: 'AWS::ECS::Cluster' } } }, 'CloudFormation template'],
    [definition(), 'task definition'],
    [{ taskDefinition: definition() }, 'task definition'],
    [{ Family: 'a', ContainerDefinitions: [] }, 'task definition'],
    [{ services: [], failures: [] }, 'service'],
    [[], undefined],
    [{ services: [{ serviceName: 'a' }] }, 'service'],
    [{ service: 'web', desiredCount: 2 }, 'service'],
    [{ placementStrategy: [] }, 'service'],
    [{ capacityProviders: [{ capacityProviderArn: 'a' }] }, 'capacity provider'],
    [{ containerInstances: [{ registeredResources: [] }] }, 'container instance'],
    [{ detail: { registeredResources: [] } }, 'container instance'],
    [{ tasks: [{ taskArn: 'a', containerInstanceArn: 'b' }] }, 'task'],
    [{ clusters: [{ clusterArn: 'a' }] }, undefined],
    ['text', undefined],
    [null, undefined],
  ])('%j is told by its keys: %s', (value, kind) => {
    expect(recognise(documentOf(value))).toBe(kind);
  });

  it('is checked by the reader of its kind', () => {
    expect(validateDocument(documentOf(definition()))).toEqual({ kind: 'task definition', count: 1, issues: [] });
    const services = validateDocument(documentOf({ services: [{ serviceName: 'a', desiredCount: -1 }] }));
    expect(services).toMatchObject({ kind: 'service', count: 1, issues: [{ path: 'services[0].desiredCount' }] });
    expect(validateDocument(documentOf({ plimsoll: 1 }))).toEqual({ kind: 'scenario', count: 1, issues: [] });
  });

  it('of no known kind, or that does not parse, has an issue and no kind', () => {
    expect(validateEcsFile('{"plimsol": 1}', 'a.json').issues[0]).toMatchObject({ suggestion: 'plimsoll' });
    expect(validateEcsFile('{"resources": []}', 'a.json').issues[0]).not.toHaveProperty('suggestion');
    expect(validateEcsFile('{', 'a.json')).toMatchObject({ count: 0, issues: [{ line: 1, column: 2 }] });
    expect(validateEcsFile('', 'a.yaml')).toMatchObject({ count: 0, issues: [{ found: 'null' }] });
  });
});

describe.skipIf(!hasCorpus)('the corpus', () => {
  const index = hasCorpus ? readIndex() : [];
  const of = (folder: string) => index.filter(({ file }) => file.startsWith(`${folder}/`));
  const check = (file: string) => validateEcsFile(corpusText(file), file);

  /** The index finds no problem in it, but its `portMappings` is an object with `Protcol`: ECS would refuse it. */
  const OVERLOOKED = /firelens-examples__examples--fluent-bit--logstash--task-definition/;

  it('has every valid task definition accepted', () => {
    const valid = of('task-definitions').filter(({ validity }) => validity === 'no problem found');
    expect(valid).toHaveLength(134);
    const refused = valid.filter(({ file }) => check(file).issues.length > 0).map(({ file }) => file);
    expect(refused).toEqual([expect.stringMatching(OVERLOOKED)]);
    expect(check(refused[0]!).issues.map(({ path }) => path)).toEqual(['containerDefinitions[1].portMappings']);
  });

  it('has every other task definition refused for each of its real reasons', () => {
    const wrong = of('task-definitions').filter(({ validity }) => validity !== 'no problem found');
    expect(wrong).toHaveLength(27);
    for (const { file, problems } of wrong) {
      const text = check(file)
        .issues.map(({ path, found, expected }) => `${path}: ${found}, ${expected}`)
        .join('\n');
      for (const problem of problems.split('; ')) expect(text, `${file}: ${problem}`).toMatch(reasonOf(problem));
    }
  });

  it('has every text that is no JSON refused at its first wrong token', () => {
    const places = of('task-definitions/unparseable').map(({ file }) => check(file).issues);
    expect(places.map(([issue]) => [issue?.line, issue?.column, issue?.found])).toEqual([
      [16, 10, '{'],
      [42, 10, '{'],
      [2, 13, '$NAME'],
      [11, 7, '<%'],
    ]);
  });

  it('has every service accepted, save the two that ECS would refuse', () => {
    const refused = of('services').flatMap(({ file }) => {
      const { kind, issues } = check(file);
      return kind === undefined || issues.length === 0 ? [] : [[file, ...issues.map(({ path }) => path)]];
    });
    expect(refused).toEqual([
      [expect.stringContaining('deployment-type-external--block0'), 'placementStrategy[0].field'],
      [expect.stringContaining('hts-ccoe-source'), 'launchType'],
    ]);
  });

  it('has each response of the services folder read as what it is', () => {
    const kinds = new Map<string | undefined, number>();
    for (const { file } of of('services')) kinds.set(check(file).kind, (kinds.get(check(file).kind) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toEqual({
      'capacity provider': 2,
      'container instance': 3,
      service: 55,
      undefined: 8,
    });
  });

  it('has every template read, and every ECS resource of the three kinds checked, and what scales services', () => {
    const checked = of('cloudformation').map(({ file }) => ({ file, ...check(file) }));
    expect(new Set(checked.map(({ kind }) => kind))).toEqual(new Set(['CloudFormation template']));
    expect(checked.reduce((sum, { count }) => sum + count, 0)).toBe(123 + 97 + 5 + 39);
    const open = checked.flatMap(({ issues }) => issues.filter(({ found }) => /^\{"(Ref|Fn::)/.test(found)));
    expect(open.every(({ expected }) => expected.includes('set this'))).toBe(true);
  });

  it("has moto's wrong registrations refused with the very message of ECS", () => {
    const { cases } = JSON.parse(corpusText('worked-examples/getmoto__moto__register-validation.json')) as {
      cases: { test: string; taskDefinition: unknown; message?: string }[];
    };
    for (const { test, taskDefinition, message } of cases) {
      const expected = validateDocument(documentOf(taskDefinition)).issues.map((issue) => issue.expected);
      if (message !== undefined) expect(expected.join('\n'), test).toContain(message);
      else expect(expected, test).toEqual(expect.arrayContaining([expect.stringContaining('which Fargate requires')]));
    }
  });
});

interface IndexRow {
  readonly file: string;
  readonly validity: string;
  readonly problems: string;
}

function readIndex(): IndexRow[] {
  const [header, ...rows] = corpusText('index.csv').trim().split('\n').map(cells);
  const column = (name: string) => header!.indexOf(name);
  const [file, validity, problems] = ['file', 'ecs_validity', 'problems'].map(column);
  return rows.map((row) => ({ file: row[file!]!, validity: row[validity!]!, problems: row[problems!]! }));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,\r]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** What our issue must say for a problem that the index names. */
function reasonOf(problem: string): RegExp {
  const rules: readonly (readonly [RegExp, (match: RegExpExecArray) => RegExp])[] = [
    [/(memory|cpu) is a string '(\d+)'/, ([, field, value]) => new RegExp(`\\.${field}: "${value}", an integer`)],
    [/port is a string \('(\d+)'/, ([, value]) => new RegExp(`Port: "${value}", an integer`)],
    [/hostPort (\d+) != containerPort (\d+)/, ([, host, target]) => new RegExp(`hostPort: ${host}, ${target}`)],
    [/unknown volume '(.+)'/, ([, name]) => new RegExp(`sourceVolume: "${name}", the name of a volume`)],
    [/without image/, () => /Container.image should not be null or empty/],
    [/without name/, () => /Container.name should not be null or empty/],
    [/no memory or memoryReservation/, () => /At least one of 'memory' or 'memoryReservation' must be specified/],
    [/does not parse as JSON/, () => /a JSON value|a key in double quotes/],
  ];
  for (const [pattern, reason] of rules) {
    const match = pattern.exec(problem);
    if (match !== null) return reason(match);
  }
  throw new Error(`no rule for the problem: ${problem}`);
}
