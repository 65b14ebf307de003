import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/scenario/document.ts';
import { readSection, seedOf } from '../../../src/sweep/design/section.ts';

const read = (sweep: string, rest = 'region: us-east-1\nseed: 7\n') =>
  readSection(parseDocument(`${rest}sweep:${sweep}\n`, 'a.yaml'));

describe('the section sweep', () => {
  it('gives the points of its axes, each in so many replications', () => {
    const { design, points, replications } = read(' { replications: 3, axes: [{ path: a, values: [1, 2] }] }');
    expect(design.kind).toBe('grid');
    expect(points).toHaveLength(2);
    expect(replications).toBe(3);
    expect(read(' { axes: [{ path: a, values: [1] }] }').replications).toBe(1);
  });

  it('draws a sample where it asks for one, by the seed of the scenario', () => {
    const section = ' { latinHypercube: 40, axes: [{ path: a, range: { from: 0, to: 1 } }] }';
    expect(read(section).design).toMatchObject({ kind: 'latin-hypercube', samples: 40, seed: '7' });
    expect(read(section, 'seed: 8\n').points).not.toEqual(read(section).points);
  });

  it('takes points one by one, with or without names', () => {
    const { points } = read(' { points: [{ name: small, set: { a.b: 1 } }, { set: { c: null } }] }');
    expect(points.map(({ overrides }) => overrides)).toEqual([[['a.b', 1]], [['c', null]]]);
  });

  it.each([
    [' { axes: [{ path: a }] }', /a\.yaml:3:17 sweep\.axes\[0\]/],
    [' { axes: [{ path: a, values: [] }] }', /sweep\.axes\[0\]\.values: found \[\], expected/],
    [' { axes: [{ path: a, vlaues: [1] }] }', /did you mean "values"/],
    [' { axes: [{ path: a, range: { from: 3, to: 1, step: 1 } }] }', /range\.to: found 1, expected from below to/],
    [' { axes: [{ path: a, range: { from: 1, to: 3 } }] }', /range: found .*, expected a step, or latinHypercube/],
    [' { axes: [{ path: a, values: [1] }, { path: a, values: [2] }] }', /axes\[1\]\.path: found a second axis "a"/],
    [
      ' { axes: [{ path: a, name: x, values: [1] }, { path: b, name: X, values: [2] }] }',
      /axes\[1\]\.name: found a second axis "X", expected each name once, whatever its case/,
    ],
    [
      ' { axes: [{ path: [a, b], name: x, values: [1] }, { path: b, name: y, values: [2] }] }',
      /axes\[1\]\.path: found "b" a second time, expected each field in one axis/,
    ],
    [
      ' { axes: [{ path: a, name: point, values: [1] }] }',
      /axes\[0\]\.name: found "point", expected another name than/,
    ],
    [' { axes: [{ path: name, values: [x] }] }', /axes\[0\]\.path: found "name", expected a name beside this path/],
    [
      ' { axes: [{ path: a, instanceTypes: { family: m6i, vcpu: 7 } }] }',
      /a query that no instance type of the region/,
    ],
    [' { axes: [{ path: a, range: { from: 0, to: 90000, step: 1 } }] }', /found more than 10000 values/],
    [' { replications: 0, axes: [{ path: a, values: [1] }] }', /sweep\.replications: found 0/],
    [' { points: [] }', /sweep\.points: found \[\], expected/],
  ])('refuses%s', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });

  it('refuses more rows than one sweep may have, before it makes them', () => {
    const axis = (name: string) => `{ path: ${name}, range: { from: 1, to: 5000, step: 1 } }`;
    expect(() => read(` { axes: [${axis('a')}, ${axis('b')}, ${axis('c')}] }`)).toThrow(/125000000000 points/);
    expect(() => read(` { replications: 100, axes: [${axis('a')}] }`)).toThrow(/500000 points and replications/);
  });

  it('must be there', () => {
    expect(() => readSection(parseDocument('name: x', 'a.yaml'))).toThrow(/found a scenario without one/);
  });
});

it('the seed of a point is its own, else that of the scenario, else 1', () => {
  const document = parseDocument('seed: 7', 'a.yaml');
  expect(seedOf(document, [])).toBe('7');
  expect(seedOf(document, [['seed', 9]])).toBe('9');
  expect(seedOf(document, [['seed', null]])).toBe('1');
  expect(seedOf(parseDocument('name: x', 'a.yaml'), [])).toBe('1');
});
