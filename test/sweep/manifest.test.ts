import { describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/base/version.ts';
import { parseDocument } from '../../src/scenario/document.ts';
import type { Design } from '../../src/sweep/design/points.ts';
import { pointsOf } from '../../src/sweep/design/points.ts';
import { type ManifestFacts, manifestOf } from '../../src/sweep/manifest.ts';

const document = parseDocument('name: shop\nseed: 7\n', 'shop.yaml');
const design: Design = {
  kind: 'list',
  points: [
    { name: 'a', overrides: [['x', 1]] },
    { name: 'b', overrides: [['seed', 9]] },
  ],
};
const facts: ManifestFacts = { design, points: pointsOf(design), replications: 2, scenarioDigest: 'abc' };

describe('whose results these are', () => {
  it('is told by name, version, columns, and the seeds of every run: the scenario’s own, or that of the point', () => {
    expect(manifestOf(document, facts)).toEqual({
      format: 1,
      name: 'shop',
      engine: { name: 'plimsoll', version: packageVersion() },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      axes: ['name', 'x', 'seed'],
      points: [
        { labels: { name: 'a', x: 1 }, seeds: ['7', '7-r2'] },
        { labels: { name: 'b', seed: 9 }, seeds: ['9', '9-r2'] },
      ],
    });
  });

  it('has another digest with another scenario, other points, seeds, or number of replications', () => {
    const digestOf = (changed: Partial<ManifestFacts>, of = document) =>
      manifestOf(of, { ...facts, ...changed }).digest;
    const digests = [
      digestOf({}),
      digestOf({ scenarioDigest: 'abd' }),
      digestOf({ replications: 3 }),
      digestOf({ points: facts.points.slice(1) }),
      digestOf({}, parseDocument('name: shop\nseed: 8\n', 'shop.yaml')),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(digestOf({})).toBe(digests[0]);
  });
});
