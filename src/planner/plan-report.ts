/** The plan as a report: what to change, what it costs and cannot cost less than, what binds, what was tried. */
import type { Block, BuiltSection, Report } from '../report/report.ts';
import { textCells, words } from '../report/sections/cells.ts';
import { subjectInWords } from '../report/summary/expectations.ts';
import type { ExpectationSummary } from '../report/summary-schema.ts';
import type { Change } from './changes.ts';
import { answerBlocks } from './plan-answer.ts';
import type { PlanResult } from './plan-result.ts';
import { weighedBlocks } from './plan-weighed.ts';

/** A section each: the answer, the promises, what was tried, and the ground it stands on. */
export function planReport(result: PlanResult, changes: readonly Change[]): Report {
  const { name, description, engine, seeds, zonesLost } = result;
  const survived = zonesLost.length === 0 ? '' : ` · each survives the loss of ${zonesLost.join(', ')}`;
  return {
    title: name,
    subtitle: [...(description === '' ? [] : [description]), `plan · ${seeds.length} replications${survived}`],
    footer: `plimsoll ${engine.version}, a simulator of Amazon ECS. Simulated figures, no bill of AWS.`,
    sections: [
      section('plan', 'The plan', answerBlocks(result, changes)),
      section('promises', 'Promises', promises(result)),
      section('tried', 'What was weighed', weighedBlocks(result)),
    ],
  };
}

function section(id: string, title: string, blocks: readonly Block[]): BuiltSection {
  return { id, title, isOpen: true, blocks };
}

function promises({ best, today }: PlanResult): Block[] {
  const found = (best ?? today).summary.expectations ?? [];
  const todays = today.summary.expectations ?? [];
  const isSame = (one: ExpectationSummary) => (other: ExpectationSummary) =>
    one.place === other.place && subjectInWords(one) === subjectInWords(other);
  return [
    {
      kind: 'table',
      caption: 'What is promised, and what the first run of plan and today found',
      columns: [words('Clause'), words('Of'), words('Expected'), words('Plan'), words('Today')],
      rows: found.map((one) =>
        textCells(
          one.clause,
          subjectInWords(one),
          one.expected,
          one.found ?? '-',
          todays.find(isSame(one))?.found ?? '-',
        ),
      ),
    },
    ...(today.broken.length === 0
      ? []
      : [{ kind: 'note', tone: 'warning', lines: today.broken.map((one) => `Today: ${one}.`) } as const]),
  ];
}
