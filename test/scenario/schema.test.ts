import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMAS, schemaText } from '../../src/cli/commands/schema.ts';
import { scenarioJsonSchema, scenarioShellSchema } from '../../src/scenario/schema.ts';
import { root } from '../sources.ts';

interface Node {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly enum?: readonly unknown[];
}

const schema = scenarioJsonSchema() as Node;

/** Every property below a node that is the project's own, by path; ECS's own parts stand under $defs. */
function propertiesOf(node: Node, path = ''): [string, Node][] {
  const below = Object.entries(node.properties ?? {}).flatMap(([key, inner]): [string, Node][] => [
    [`${path}.${key}`, inner],
    ...propertiesOf(inner, `${path}.${key}`),
  ]);
  return [...below, ...(node.items ? propertiesOf(node.items, `${path}[]`) : [])];
}

describe('the published JSON Schema', () => {
  it.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])(
    'of the %s is the generated one (plimsoll schema)',
    (name) => {
      expect(readFileSync(join(root, `schema/${name}.schema.json`), 'utf8')).toBe(schemaText(name));
    },
  );

  it('describes every field of the scenario and its clusters, for an editor to show', () => {
    const own = propertiesOf(schema).filter(
      ([path]) => !/Strategy\[\]|prices\.|instanceTypes\[\]|imageDefaults\./.test(path),
    );
    expect(own.length).toBeGreaterThan(30);
    const described = ([, node]: [string, Node]) =>
      node.description ?? schema.$defs?.[node.$ref?.split('/').at(-1) ?? '']?.description;
    expect(own.filter((one) => described(one) === undefined).map(([path]) => path)).toEqual([]);
  });

  it('takes no unknown key in a scenario, a cluster, a service or a load', () => {
    const objects = [schema, schema.properties?.clusters?.items, schema.$defs?.load, schema.$defs?.service?.anyOf?.[1]];
    expect(objects.map((node) => node?.additionalProperties)).toEqual([false, false, false, false]);
  });

  it('lists the traffic shapes, so that an editor completes them', () => {
    const shapes = schema.$defs?.series?.anyOf?.flatMap((node) => node.properties?.shape?.enum ?? []) ?? [];
    expect([...new Set(shapes)]).toEqual(['elb-app', 'nasa-web', 'twitter-stream']);
  });
});

describe('the shell that reads a scenario', () => {
  it('has the very fields of the published schema', () => {
    const fields = (node: Node | undefined) => Object.keys(node?.properties ?? {});
    expect(Object.keys(scenarioShellSchema.shape)).toEqual(fields(schema));
    expect(Object.keys(scenarioShellSchema.shape.clusters.element.shape)).toEqual(
      fields(schema.properties?.clusters?.items),
    );
  });
});
