import type { Issue } from '../../base/errors.ts';
import { FARGATE_CPU_UNITS, fargateMemoriesMiB } from '../../catalog/fargate-sizes.ts';
import type { ArrivalTrace } from '../loads/arrival-trace.ts';

/** The largest size of Fargate: a smaller demand is sized up to the cheapest that holds it (P1.14). */
export const FARGATE_CPU_MAX = FARGATE_CPU_UNITS.at(-1)!;
/** Its largest memory. */
export const FARGATE_MEMORY_MAX = fargateMemoriesMiB(FARGATE_CPU_MAX).at(-1)!;

/** The first row of a trace whose task is larger than any size of Fargate. */
export function traceSizeIssues(trace: ArrivalTrace): Issue[] {
  const row = trace.cpuUnits.findIndex(
    (cpuUnits, index) => cpuUnits > FARGATE_CPU_MAX || trace.memoryMiB[index]! > FARGATE_MEMORY_MAX,
  );
  if (row < 0) return [];
  return [
    {
      file: trace.fileName,
      line: trace.lines[row]!,
      column: 1,
      path: '',
      found: `${trace.cpuUnits[row]} CPU units and ${trace.memoryMiB[row]} MiB`,
      expected: `at most ${FARGATE_CPU_MAX} and ${FARGATE_MEMORY_MAX}, the largest size of Fargate`,
    },
  ];
}
