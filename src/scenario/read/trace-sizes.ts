import type { Issue } from '../../base/errors.ts';
import { FARGATE_CPU_UNITS, fargateMemoriesMiB } from '../../catalog/fargate-sizes.ts';
import type { ArrivalTrace } from '../loads/arrival-trace.ts';

/** The largest size of Fargate: a smaller demand is sized up to the cheapest that holds it (P1.14). */
export const FARGATE_CPU_MAX = FARGATE_CPU_UNITS.at(-1)!;
/** Its largest memory. */
export const FARGATE_MEMORY_MAX = fargateMemoriesMiB(FARGATE_CPU_MAX).at(-1)!;

/** The first task of a trace that is larger than any size of Fargate. */
export function traceSizeIssues({ fileName, sizes }: ArrivalTrace): Issue[] {
  const tooLarge = sizes.find(
    ({ cpuUnits, memoryMiB }) => cpuUnits > FARGATE_CPU_MAX || memoryMiB > FARGATE_MEMORY_MAX,
  );
  if (tooLarge === undefined) return [];
  const { cpuUnits, memoryMiB, line } = tooLarge;
  return [
    {
      file: fileName,
      line,
      column: 1,
      path: '',
      found: `${cpuUnits} CPU units and ${memoryMiB} MiB`,
      expected: `at most ${FARGATE_CPU_MAX} and ${FARGATE_MEMORY_MAX}, the largest size of Fargate`,
    },
  ];
}
