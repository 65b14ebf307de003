import { SECOND_MS } from '../../../base/units.ts';
import * as format from '../../format.ts';
import type { Block, Table } from '../../report.ts';
import { textCells, words } from '../../sections/cells.ts';
import type { ComparisonSummary } from '../comparison-schema.ts';

/** What the comparison stands on: the method, the runs, and what each variant's report would note. */
export function grounds(comparison: ComparisonSummary): Block[] {
  const { variants, seeds, prices } = comparison;
  const shared = variants[0]!.notes.filter((note) => variants.every(({ notes }) => notes.includes(note)));
  const dates = format.pricesPhrase(prices);
  const lines = [
    'Every variant runs with the same seeds, and every random stream has a name: they meet the same traffic and the ' +
      'same failures. Differences are taken seed by seed; ± is half the width of a 95% confidence interval by ' +
      "Student's t.",
    `Amounts are list prices in USD before tax, without discounts, a free tier or, but where they say so, commitments${dates === '' ? '' : `; ${dates}`}.`,
    `plimsoll run FILE --seed ${seeds.at(-1)} shows the last replication.`,
  ];
  return [
    { kind: 'note', tone: 'plain', lines },
    runs(comparison),
    ...(shared.length === 0 ? [] : [{ kind: 'note' as const, tone: 'plain' as const, lines: shared }]),
    ...variants.flatMap(({ name, notes }): Block[] => {
      const own = notes.filter((note) => !shared.includes(note));
      if (own.length === 0) return [];
      return [
        { kind: 'heading', text: name },
        { kind: 'note', tone: 'plain', lines: own },
      ];
    }),
  ];
}

function runs({ variants, seeds }: ComparisonSummary): Table {
  return {
    kind: 'table',
    caption: 'Runs',
    columns: [words('Variant'), words('Scenario'), words('Region'), words('Duration'), words('Seeds')],
    rows: variants.map(({ name, scenario, region, durationSeconds }) =>
      textCells(name, scenario, region, format.duration(durationSeconds * SECOND_MS), seeds.join(', ')),
    ),
  };
}
