import { expect, it } from 'vitest';
import { readAll, readOne, unwrapEcs, within } from '../../../src/scenario/ecs/wrappers.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { documentOf } from './samples.ts';

const service = { serviceName: 'web' };

it.each([
  [service, []],
  [{ service }, ['service']],
  [{ services: [service] }, ['services', 0]],
  [[service], [0]],
  [{ status_code: 200, data: { services: [service] } }, ['data', 'services', 0]],
  [{ Type: 'AWS::ECS::Service', Properties: service }, ['Properties']],
  [{ 'detail-type': 'ECS', detail: service }, ['detail']],
])('unwraps %j', (value, path) => {
  const [subject] = unwrapEcs(documentOf(value), 'service');
  expect(subject?.value).toEqual(service);
  expect(subject?.sourcePath(['x'])).toEqual([...path, 'x']);
});

it("leaves the text of update-service's `service` alone", () => {
  const value = { service: 'web', desiredCount: 2 };
  expect(unwrapEcs(documentOf(value), 'service')[0]?.value).toEqual(value);
});

it('reads one, or all with their issues together', () => {
  const refuse = () => ({ issues: [{ file: 'f', path: 'p', found: 'x', expected: 'y' }] });
  const accept = () => ({ value: 1, issues: [] as const });
  const place = { document: documentOf({ services: [service, service] }), kind: 'service', path: [] } as const;
  expect(readAll(place, accept).value).toEqual([1, 1]);
  expect(readAll(place, refuse).issues).toHaveLength(2);
  expect(readOne(place, accept).issues[0]).toMatchObject({ found: '2 services', expected: 'one service' });
});

it('within keeps the way back to the source', () => {
  const inner = within(subjectAt(documentOf({ a: { b: [1] } }), ['a']), ['b']);
  expect(inner.value).toEqual([1]);
  expect(inner.sourcePath([0])).toEqual(['a', 'b', 0]);
});
