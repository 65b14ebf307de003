import { describe, expect, it } from 'vitest';
import { jobId } from '../../../src/sweep/engines/engine.ts';
import { bundleKey, QUEUE_FORMAT, queueName, refusalOf, workerKey } from '../../../src/sweep/queue/protocol.ts';

const scenario = 'a'.repeat(64);
const job = {
  format: QUEUE_FORMAT,
  engineVersion: '1.2.3',
  scenario,
  overrides: [['x', 1]] as [string, number][],
  seed: '7',
};
const id = jobId({ engineVersion: '1.2.3', bundleDigest: scenario }, job);

describe('a worker', () => {
  it('takes a job of its version whose digest is that of its data', () => {
    expect(refusalOf(job, id, '1.2.3')).toBeUndefined();
  });

  it.each([
    [{ ...job, format: 2 }, 'the job has format 2, this worker takes 1'],
    [{ ...job, engineVersion: '1.2.4' }, 'the job is for plimsoll "1.2.4", this worker is 1.2.3'],
    [{ ...job, seed: '8' }, 'the digest of the job is not that of its data'],
    [{ ...job, overrides: [['x', 2]] }, 'the digest of the job is not that of its data'],
    [{ ...job, scenario: 'b'.repeat(64) }, 'the digest of the job is not that of its data'],
    [{ ...job, script: 'process.exit()' }, 'the job is none of plimsoll'],
    [{ ...job, scenario: '../../etc/passwd' }, 'the job is none of plimsoll'],
    [null, 'the job has format undefined, this worker takes 1'],
  ])('refuses %j', (data, reason) => {
    expect(refusalOf(data, id, '1.2.3')).toBe(reason);
  });
});

it('every key begins with plimsoll, and versions do not share a queue', () => {
  expect([bundleKey('d'), workerKey('w')]).toEqual(['plimsoll:bundle:d', 'plimsoll:worker:w']);
  expect(queueName('1.0.0')).not.toBe(queueName('1.0.1'));
  expect(queueName('1.0.0')).not.toContain(':');
});
