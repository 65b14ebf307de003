import { barChart } from '../../charts/bar-chart.ts';
import * as format from '../../format.ts';
import { categoryColour } from '../../palette.ts';
import type { Block, Chart, Figure, Note, Table } from '../../report.ts';
import { textCells, words } from '../../sections/cells.ts';
import { turnedWinners } from '../compared-commitments.ts';
import { differenceText, figureText, isSure, signed, signedPercent } from '../comparison-format.ts';
import type { ComparedFigure, ComparisonSummary, Difference } from '../comparison-schema.ts';
import { figureNamed } from '../figure-groups.ts';

/** The figures to see first: what the cheapest variant costs and saves, and what the others are. */
export function overview(comparison: ComparisonSummary): Block[] {
  const cost = figureNamed(comparison, 'usdPerMonth');
  return [
    ...(cost === undefined ? [] : [{ kind: 'headline' as const, title: '', figures: headline(comparison, cost) }]),
    ...turnedNote(comparison),
    variantTable(comparison),
    ...(cost === undefined ? [] : [costChart(comparison, cost)]),
  ];
}

/** The cheapest may be another with a commitment. */
function turnedNote(comparison: ComparisonSummary): Note[] {
  const lines = turnedWinners(comparison);
  return lines.length === 0 ? [] : [{ kind: 'note', tone: 'warning', lines }];
}

function headline({ variants, seeds }: ComparisonSummary, cost: ComparedFigure): Figure[] {
  const means = cost.variants.map(({ mean }) => mean ?? 0);
  const cheapest = means.indexOf(Math.min(...means));
  const [first] = variants;
  const { difference } = cost.variants[cheapest]!;
  const saved =
    difference === null ? 'no other is cheaper' : `${differenceText(difference, 'usd')} against ${first!.name}`;
  return [
    {
      label: `Cost per month: ${first!.name}`,
      value: figureText(means[0]!, 'usd'),
      detail: 'what the others are compared with',
    },
    { label: `Cheapest: ${variants[cheapest]!.name}`, value: figureText(means[cheapest]!, 'usd'), detail: saved },
    {
      label: 'Replications',
      value: format.count(seeds.length),
      detail: 'each with the same seed in every variant; ± is half a 95% confidence interval',
    },
  ];
}

/** What each variant is, and what differs where that is told by path. */
function variantTable({ variants }: ComparisonSummary): Table {
  const hasChanges = variants.some(({ changes }) => changes.length > 0);
  return {
    kind: 'table',
    caption: 'Variants',
    columns: [words('Variant'), words('What it is'), ...(hasChanges ? [words('What differs')] : [])],
    rows: variants.map(({ name, description, changes }) =>
      textCells(name, description, ...(hasChanges ? [changes.join('; ')] : [])),
    ),
  };
}

/** Cost per month of each variant in its line items, the difference to the first beside it. */
function costChart({ variants, lineItems }: ComparisonSummary, cost: ComparedFigure): Chart {
  const services = [...new Set(lineItems.map(({ service }) => service))];
  const rows = variants.map(({ name }, index) => {
    const { mean, difference } = cost.variants[index]!;
    const against = difference === null ? '' : ` (${againstText(difference)})`;
    return { label: name, value: `${figureText(mean, 'usd')}${against}` };
  });
  return barChart({
    title: 'Cost per month',
    description: `USD per month: ${rows.map(({ label, value }) => `${label} ${value}`).join('; ')}.`,
    unit: 'USD per month',
    rows,
    segments: services.map((service, position) => ({
      label: service,
      colour: categoryColour(position),
      values: variants.map((_, index) =>
        lineItems
          .filter((lineItem) => lineItem.service === service)
          .reduce((sum, { usdPerMonth }) => sum + (usdPerMonth[index]!.mean ?? 0), 0),
      ),
    })),
    width: 'full',
    isEssential: true,
  });
}

/** `-18.2%`, with a word of doubt where more runs could turn it. */
function againstText(difference: Difference): string {
  const { mean, halfWidth, percent } = difference;
  if (mean === 0 && (halfWidth ?? 0) === 0) return 'the same';
  const text = percent === null ? signed(mean, 'usd') : signedPercent(percent);
  return halfWidth === null || isSure(difference) ? text : `${text}, not sure`;
}
