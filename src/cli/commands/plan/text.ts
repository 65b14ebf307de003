/** What the terminal shows of a plan. */

import type { PlanResult, TriedSetting } from '../../../planner/plan-result.ts';
import { commitmentInWords, gap, labelsInWords } from '../../../planner/plan-words.ts';
import * as format from '../../../report/format.ts';
import { subjectInWords } from '../../../report/summary/expectations.ts';

/** @param aws names of the files for the AWS CLI */
export function planText(result: PlanResult, aws: readonly string[]): string {
  const { best, runnerUp, nearestMiss, today, boundUsdPerMonth, isProven, settingCount, runs } = result;
  const cost = ({ usdPerMonth }: TriedSetting) => (usdPerMonth === null ? '-' : `${format.usd(usdPerMonth)} a month`);
  const bound = boundUsdPerMonth === null ? [] : [`  bound      ${format.usd(boundUsdPerMonth)} a month`];
  const lines = [
    `${result.name} · ${format.count(settingCount)} settings, ${format.count(runs)} runs`,
    '',
    `  today      ${cost(today)}${today.broken.length === 0 ? '' : `, and breaks: ${today.broken.join('; ')}`}`,
  ];
  if (best === null)
    return [...lines, '', 'No setting that may be chosen keeps every promise.', ...miss(nearestMiss)].join('\n');
  const closeness = boundUsdPerMonth === null ? '' : ` · ${gap(best, boundUsdPerMonth)}`;
  return [
    ...lines,
    `  plan       ${cost(best)}${closeness}: ${labelsInWords(best)}`,
    ...committed(best),
    ...(runnerUp === null ? [] : [`  runner-up  ${cost(runnerUp)}: ${labelsInWords(runnerUp)}`]),
    ...bound,
    '',
    ...(best.summary.expectations ?? []).map(
      (one) => `  ✓ ${one.clause} of ${subjectInWords(one)}: ${one.found ?? '-'}, expected ${one.expected}`,
    ),
    ...miss(nearestMiss),
    ...(isProven ? [] : ['  Runs were spent before every cheaper setting was tried: a cheaper plan may exist.']),
    '',
    `Ready: scenario.yaml and ${format.count(aws.length)} files for the AWS CLI, beside the report.`,
  ].join('\n');
}

/** The commitment that the plan makes. */
function committed({ commitment, uncommittedUsdPerMonth }: TriedSetting): string[] {
  if (commitment === null || uncommittedUsdPerMonth === null) return [];
  const estimate = commitment.estimate ? ' (* estimated discount)' : '';
  const without = `${format.usd(uncommittedUsdPerMonth)} a month without it`;
  return [`  commit     ${commitmentInWords(commitment)}; ${without}${estimate}`];
}

function miss(setting: TriedSetting | null): string[] {
  if (setting === null) return [];
  const { usdPerMonth, broken } = setting;
  const usd = usdPerMonth === null ? '-' : format.usd(usdPerMonth);
  return [`  ✗ ${labelsInWords(setting)} would cost ${usd}, but ${broken.join('; ')}`];
}
