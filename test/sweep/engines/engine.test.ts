import { expect, it } from 'vitest';
import { type Job, jobId } from '../../../src/sweep/engines/engine.ts';

it('a run is known by the digest of all that its outcome depends on, and of nothing else', () => {
  const work = { engineVersion: '1.0.0', bundleDigest: 'a' };
  const job: Job = { row: 3, overrides: [['x', 1]], seed: '7' };
  const ids = [
    jobId(work, job),
    jobId({ ...work, engineVersion: '1.0.1' }, job),
    jobId({ ...work, bundleDigest: 'b' }, job),
    jobId(work, { ...job, overrides: [['x', 2]] }),
    jobId(work, {
      ...job,
      overrides: [
        ['x', 1],
        ['y', 1],
      ],
    }),
    jobId(work, {
      ...job,
      overrides: [
        ['y', 1],
        ['x', 1],
      ],
    }),
    jobId(work, { ...job, seed: '8' }),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(jobId(work, { ...job, row: 4 } as Job)).toBe(ids[0]);
});
