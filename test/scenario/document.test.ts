import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../src/base/errors.ts';
import { parseDocument } from '../../src/scenario/document.ts';

function refusal(text: string, fileName: string): string {
  try {
    parseDocument(text, fileName);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a YAML document', () => {
  const text = `name: web
services:
  - serviceName: api
    tags: {team: "blue green"}
  - serviceName: jobs
    load:
`;
  const document = parseDocument(text, 'shop.yaml');

  it('locates a value, or its key, counting from 1', () => {
    expect(document.locate(['services', 1, 'serviceName'])).toEqual({ line: 5, column: 18 });
    expect(document.locate(['services', 1, 'serviceName'], { key: true })).toEqual({ line: 5, column: 5 });
  });

  it('locates the deepest existing node of a path that ends nowhere', () => {
    expect(document.locate(['services', 0, 'memory', 'base'])).toEqual({ line: 3, column: 5 });
    expect(document.locate(['nothing'])).toEqual({ line: 1, column: 1 });
  });

  it('locates a character inside a quoted text', () => {
    expect(document.locate(['services', 0, 'tags', 'team'], { offset: 5 })).toEqual({ line: 4, column: 24 });
  });

  it('keeps to the start of a text whose source hides the character behind an escape', () => {
    const escaped = parseDocument('a: "\\tb c"', 'a.yaml');
    expect(escaped.locate(['a'], { offset: 3 })).toEqual({ line: 1, column: 4 });
  });

  it('reads merge keys and aliases, and locates through an alias', () => {
    const merged = parseDocument('base: &base {cpu: 1}\nweb:\n  <<: *base\n  memory: 2\ncopy: *base\n', 'a.yaml');
    expect(merged.value).toEqual({ base: { cpu: 1 }, web: { cpu: 1, memory: 2 }, copy: { cpu: 1 } });
    expect(merged.locate(['copy', 'cpu'])).toEqual({ line: 1, column: 19 });
  });

  it("reads CloudFormation's short tags as their long forms", () => {
    const template = parseDocument('a: !Ref A\nb: !Sub ["x", {x: 1}]\nc: !If [p, 1, !Ref "AWS::NoValue"]', 'a.yaml');
    expect(template.value).toEqual({
      a: { Ref: 'A' },
      b: { 'Fn::Sub': ['x', { x: 1 }] },
      c: { 'Fn::If': ['p', 1, { Ref: 'AWS::NoValue' }] },
    });
  });

  it.each([
    ['a: 1\na: 2\n', '2:1: found Map keys must be unique'],
    ['a: [1', '1:6: found'],
    ['a: !Unknown x', '1:4: found Unresolved tag: !Unknown'],
    ['a: 1\n---\nb: 2', '2:1: found a second document, expected one document in a file'],
    ['a: *missing', 'found Unresolved alias'],
    ['\ta: 1', '1:1: found Tabs are not allowed as indentation'],
  ])('is refused with its place: %j', (source, message) => {
    expect(refusal(source, 'a.yaml')).toContain(message);
  });

  it('is refused when it is an alias bomb', () => {
    const levels = ['a0: &a0 [x]'];
    for (let i = 1; i < 12; i++) levels.push(`a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
    expect(refusal(levels.join('\n'), 'a.yaml')).toContain('at most 100 expanded aliases');
  });

  it('is refused when an alias stands inside its own anchor', () => {
    expect(refusal('a: 1\nb: &b\n  c: [x, *b]\n', 'a.yaml')).toBe(
      'a.yaml:3:10: found an alias inside its own anchor, expected values that end',
    );
  });

  it('is refused when it nests too deep to read', () => {
    expect(refusal('['.repeat(50_000), 'a.yaml')).not.toBe('accepted');
  });
});

describe('a JSON document', () => {
  it('keeps places behind a byte order mark and CRLF', () => {
    const document = parseDocument('\uFEFF{\r\n\t"a": [1,\r\n\t\t{"b": 2}]\r\n}', 'a.json');
    expect(document.value).toEqual({ a: [1, { b: 2 }] });
    expect(document.locate(['a', 1, 'b'])).toEqual({ line: 3, column: 9 });
  });

  it('is told by its content where the extension does not say', () => {
    expect(refusal('{"a": 1,}', '-')).toContain('no comma after the last item');
    expect(parseDocument('a: 1', '-').value).toEqual({ a: 1 });
    expect(parseDocument(' {"a": 1}', 'x.template').value).toEqual({ a: 1 });
  });

  it.each([
    ['{"a": 1,\n "a": 2}', 'a.json:2:2: found the key "a" a second time, expected each key once'],
    ['{\n  "a": 1,\n}', 'a.json:2:9: found a comma before }, expected no comma after the last item: this is JSON'],
    ['{\n  // web\n}', 'a.json:2:3: found a comment, expected JSON, which has no comments'],
    ['{a: 1}', 'a.json:1:2: found a, expected a key in double quotes or }'],
    ['', 'a.json:1:1: found the end of the file, expected a JSON value'],
  ])('is refused where it is not JSON: %j', (source, message) => {
    expect(refusal(source, 'a.json')).toContain(message);
  });

  it('of 50,000 services is read and located in seconds', () => {
    const services = Array.from({ length: 50_000 }, (_, index) => ({ serviceName: `s${index}`, desiredCount: index }));
    const document = parseDocument(JSON.stringify({ services }, null, 1), 'big.json');
    expect(document.locate(['services', 49_999, 'desiredCount'])).toEqual({ line: 3 + 4 * 49_999 + 2, column: 20 });
  });
});
