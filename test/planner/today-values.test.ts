import { expect, it } from 'vitest';
import { todayValue } from '../../src/planner/today-values.ts';
import { parseDocument } from '../../src/scenario/document.ts';

it('finds what stands at a path, entries by name or index; nothing where nothing stands', () => {
  const text =
    'clusters:\n  - clusterName: shop\n    services: [{ serviceName: web, desiredCount: 4 }, { service: web.json }]\n';
  const document = parseDocument(text, 's.yaml');
  expect(todayValue(document, 'clusters.shop.services.web.desiredCount')).toBe(4);
  expect(todayValue(document, 'clusters[0].services[0].desiredCount')).toBe(4);
  expect(todayValue(document, 'clusters.shop.services.api.desiredCount')).toBeUndefined();
  expect(todayValue(document, 'clusters[0].services[1].desiredCount')).toBeUndefined();
});
