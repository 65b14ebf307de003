/**
 * What coordinator and workers of a sweep tell each other through Redis: data alone, and each side checks what it gets.
 */
import { z } from 'zod';
import type { Json } from '../canonical-json.ts';
import { jobId } from '../engines/engine.ts';

/** Raised when either side has to change. */
export const QUEUE_FORMAT = 1;

/** All keys begin with it. */
export const KEY_PREFIX = 'plimsoll';

/** The scenario with its files, by its digest. */
export const bundleKey = (digest: string) => `${KEY_PREFIX}:bundle:${digest}`;

/** Each worker says which version it is; the key goes when it has not said so for a while. */
export const workerKey = (id: string) => `${KEY_PREFIX}:worker:${id}`;

/** Runs of one format and version: a worker of another never meets them. */
export const queueName = (engineVersion: string) => `points-${QUEUE_FORMAT}-${engineVersion}`;

/** The name that BullMQ wants each job to have. */
export const JOB_NAME = 'point';

const json: z.ZodType<Json> = z.json();

/** One run on the queue. */
export const queueJobSchema = z.strictObject({
  format: z.int(),
  engineVersion: z.string(),
  scenario: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('digest of the bundle'),
  overrides: z.array(z.tuple([z.string(), json])),
  seed: z.string(),
});

export type QueueJob = z.output<typeof queueJobSchema>;

/** Begins the reason of a job that a worker did not take on. */
export const REFUSAL = 'refused: ';

/** Why a worker of this version must not run a job; undefined where it may. */
export function refusalOf(data: unknown, id: string | undefined, engineVersion: string): string | undefined {
  const facts = z.looseObject({ format: z.unknown(), engineVersion: z.unknown() }).safeParse(data).data;
  if (facts?.format !== QUEUE_FORMAT) {
    return `the job has format ${JSON.stringify(facts?.format)}, this worker takes ${QUEUE_FORMAT}`;
  }
  if (facts.engineVersion !== engineVersion) {
    return `the job is for plimsoll ${JSON.stringify(facts.engineVersion)}, this worker is ${engineVersion}`;
  }
  const parsed = queueJobSchema.safeParse(data);
  if (!parsed.success) return 'the job is none of plimsoll';
  const { overrides, scenario, seed } = parsed.data;
  const expected = jobId({ engineVersion, bundleDigest: scenario }, { overrides, seed });
  return id === expected ? undefined : 'the digest of the job is not that of its data';
}
