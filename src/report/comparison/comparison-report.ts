import type { Block, BuiltSection, Report } from '../report.ts';
import type { ComparisonSummary } from './comparison-schema.ts';
import { breakEvenBlocks } from './sections/break-even.ts';
import { commitmentBlocks } from './sections/commitments.ts';
import { grounds } from './sections/grounds.ts';
import { costMatrices, figureMatrices } from './sections/matrices.ts';
import { overview } from './sections/overview.ts';

/** A part of the report: its blocks from the figures. */
interface ComparisonSection {
  readonly id: string;
  readonly title: string;
  build(comparison: ComparisonSummary): Block[];
}

const SECTIONS: readonly ComparisonSection[] = [
  { id: 'headline', title: 'Comparison', build: overview },
  { id: 'cost', title: 'Cost', build: costMatrices },
  { id: 'commitments', title: 'Commitments', build: commitmentBlocks },
  { id: 'break-even', title: 'Break-even', build: breakEvenBlocks },
  { id: 'comparison', title: 'Side by side', build: figureMatrices },
  { id: 'assumptions', title: 'What was assumed', build: grounds },
];

/** The report of a comparison, for the writers of any report. */
export function buildComparisonReport(comparison: ComparisonSummary): Report {
  const { name, description, engine, variants, seeds } = comparison;
  const facts = `${variants.length} variants · ${seeds.length === 1 ? '1 replication' : `${seeds.length} replications`}`;
  return {
    title: `${name}: comparison`,
    subtitle: [...(description === '' ? [] : [description]), facts],
    footer: `plimsoll ${engine.version}, a simulator of Amazon ECS. Simulated figures, no bill of AWS.`,
    sections: SECTIONS.flatMap(({ id, title, build }): BuiltSection[] => {
      const blocks = build(comparison);
      return blocks.length === 0 ? [] : [{ id, title, blocks }];
    }),
  };
}
