import type { RecordedRequests, Recording } from '../../sim/record/recording.ts';

/**
 * Percent: requests served of those that came to an end; without requests the desired task time with a healthy task.
 * Null where there was nothing to measure.
 */
export function availability({ requests, serviceLevels }: Recording, row: number): number | null {
  if (requests[row] !== null) return shareOfEnded(requests[row], ({ served }) => served);
  const { desiredTaskMs, missingTaskMs } = serviceLevels;
  return desiredTaskMs[row] === 0 ? null : 100 * (1 - missingTaskMs[row] / desiredTaskMs[row]);
}

/** Percent of the requests that came to an end; null where none did. */
export function shareOfEnded(
  requests: RecordedRequests | null,
  part: (requests: RecordedRequests) => number,
): number | null {
  if (requests === null) return null;
  const ended = requests.served + requests.rejected + requests.failed;
  return ended > 0 ? (100 * part(requests)) / ended : null;
}
