import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatIssue } from '../../src/base/errors.ts';
import { parseDocument } from '../../src/scenario/document.ts';
import { checkSubject, showFound, subjectAt, validateWith } from '../../src/scenario/issues.ts';

const service = z.strictObject({
  serviceName: z.string(),
  desiredCount: z.int().min(0),
  placementStrategy: z.array(z.strictObject({ type: z.enum(['binpack', 'random', 'spread']) })).optional(),
});
const scenario = z.strictObject({ services: z.array(service), weights: z.record(z.string(), z.int()).optional() });

const text = `services:
  - serviceName: web
    desiredCount: three
    placementStrategy: [{type: binpak}]
  - serviceNam: api
    desiredCount: -1
weights:
  a.b: 1.5
`;

describe('validateWith', () => {
  it('reports every fault at once, each at its line and column, in the order of the file', () => {
    const { issues } = validateWith(scenario, parseDocument(text, 'shop.yaml'));
    expect(issues.map(formatIssue)).toEqual([
      'shop.yaml:3:19 services[0].desiredCount: found "three", expected an integer >= 0',
      'shop.yaml:4:32 services[0].placementStrategy[0].type: found "binpak", expected one of ' +
        'binpack | random | spread; did you mean "binpack"?',
      'shop.yaml:5:5 services[1].serviceName: found nothing, expected a string',
      'shop.yaml:5:5 services[1].serviceNam: found an unknown key, expected one of serviceName | ' +
        'desiredCount | placementStrategy; did you mean "serviceName"?',
      'shop.yaml:6:19 services[1].desiredCount: found -1, expected an integer >= 0',
      'shop.yaml:8:8 weights["a.b"]: found 1.5, expected an integer',
    ]);
  });

  it('checks the part of a document at a path', () => {
    const document = parseDocument(text, 'shop.yaml');
    expect(validateWith(service, document, ['services', 0]).issues.map((issue) => issue.path)).toEqual([
      'services[0].desiredCount',
      'services[0].placementStrategy[0].type',
    ]);
  });

  it('gives the value when there is nothing to report', () => {
    const document = parseDocument('{"serviceName": "web", "desiredCount": 3}', 'web.json');
    expect(validateWith(service, document)).toEqual({ value: { serviceName: 'web', desiredCount: 3 }, issues: [] });
  });
});

describe('checkSubject', () => {
  const rules = (value: { readonly desiredCount: number }) => [
    { path: ['desiredCount'], expected: `more than ${value.desiredCount}` },
    { path: ['serviceName'], expected: 'no placementStrategy', presumesAbsent: [['placementStrategy']] },
  ];

  it('asks the rules of the sound rest too, so that all faults come at once', () => {
    const document = parseDocument('{"serviceName": "web", "desiredCount": 3, "extra": 1}', 'web.json');
    const { issues } = checkSubject(service, subjectAt(document), rules);
    expect(issues.map((issue) => issue.expected)).toEqual([
      'no placementStrategy',
      'more than 3',
      'one of serviceName | desiredCount | placementStrategy',
    ]);
  });

  it('leaves out what the rules say for want of a part that is merely unreadable', () => {
    const document = parseDocument('{"serviceName": "web", "desiredCount": 3, "placementStrategy": 1}', 'web.json');
    const { issues } = checkSubject(service, subjectAt(document), rules);
    expect(issues.map((issue) => issue.path)).toEqual(['desiredCount', 'placementStrategy']);
  });
});

it('showFound shortens long JSON and names what is absent', () => {
  expect(showFound(undefined)).toBe('nothing');
  expect(showFound(Number.NaN)).toBe('NaN');
  expect(showFound('x'.repeat(100))).toBe(`"${'x'.repeat(58)}…`);
});
