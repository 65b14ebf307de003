/** What a plan weighed: settings that were bounded, and those that were run. */
import * as format from '../report/format.ts';
import type { Block, Cell, Note, Table } from '../report/report.ts';
import { numbers, textCells, words } from '../report/sections/cells.ts';
import type { PlanResult } from './plan-result.ts';
import { commitmentInWords, labelInWords, usd } from './plan-words.ts';

/** Settings that were run and are listed; the CSV has all. */
const TRIED_MAX = 40;

/** An account of every setting, and a row for each that was run to an end. */
export function weighedBlocks(result: PlanResult): Block[] {
  return [weighed(result), triedTable(result)];
}

function weighed(result: PlanResult): Note {
  const { settingCount, invalidCount, impossibleCount, programCount, tried, runs, invalidFault } = result;
  const left = settingCount - invalidCount - impossibleCount - tried.length;
  return {
    kind: 'note',
    tone: 'plain',
    lines: [
      `${format.count(settingCount)} settings, bounded by ${format.count(programCount)} programmes of what they have: ` +
        `${format.count(impossibleCount)} cannot serve what is promised; ${format.count(tried.length)} were run to an ` +
        `end, ${format.count(runs)} runs in all; ${format.count(left)} cannot be cheaper than the plan and its runner-up.`,
      ...(result.isPackingAddedUp
        ? ['An instance has too many packing patterns: what its tasks reserve was added up, as if there were no gaps.']
        : []),
      ...(invalidFault === null ? [] : [`No valid scenario, for instance: ${invalidFault}`]),
    ],
  };
}

function triedTable({ tried, choices, commitments }: PlanResult): Table {
  const hasCommitments = commitments.length > 0;
  return {
    kind: 'table',
    caption: tried.length > TRIED_MAX ? `The cheapest ${TRIED_MAX} of what was run; tried.csv has all` : 'What was run',
    columns: [
      ...choices.map((name) => words(name)),
      numbers('USD per month'),
      ...(hasCommitments ? [numbers('Without commitment'), words('Commitment')] : []),
      numbers('Runs'),
      words('Promises'),
    ],
    rows: tried
      .slice(0, TRIED_MAX)
      .map((one): Cell[] =>
        textCells(
          ...choices.map((name) => labelInWords(one.labels?.[name] ?? null)),
          usd(one),
          ...(hasCommitments
            ? [
                one.uncommittedUsdPerMonth === null ? '-' : format.usd(one.uncommittedUsdPerMonth),
                one.commitment === null ? '-' : commitmentInWords(one.commitment),
              ]
            : []),
          format.count(one.runs),
          one.broken.length === 0 ? 'kept' : one.broken.join('; '),
        ),
      ),
  };
}
