/** What `plimsoll compare` prints: a row per variant, so that many of them fit. */
import { isEstimated, turnedWinners } from '../../comparison/compared-commitments.ts';
import { differenceText, estimateText } from '../../comparison/comparison-format.ts';
import type { ComparedCommitment, ComparisonSummary } from '../../comparison/comparison-schema.ts';
import { figureNamed, itemFigures } from '../../comparison/figure-groups.ts';
import { breakEvenTexts, pairedOptions } from '../../comparison/launch-types.ts';
import { size } from '../../comparison/sections/break-even.ts';
import { pricesPhrase } from '../../format.ts';
import { ESTIMATE_LINE } from '../../sections/commitments.ts';
import { type GridColumn, type GridRow, grid, styled, type TerminalOptions, wrap } from './grid.ts';

/** A figure with its heading, in two lines. */
type Shown = readonly [name: string, title: string];

const MEANS: readonly Shown[] = [
  ['usdPerMonth', 'cost\nper month'],
  ['runningTasksMean', 'running\ntasks'],
  ['cpuReservedPercent', 'CPU\nreserved'],
  ['memoryReservedPercent', 'memory\nreserved'],
  ['availabilityPercent', 'availa-\nbility'],
  ['latencyMsP99', 'latency\np99'],
  ['pendingSecondsP95', 'pending\np95'],
];

const DIFFERENCES: readonly Shown[] = [
  ['usdPerMonth', 'cost per month'],
  ['availabilityPercent', 'availability'],
  ['latencyMsP99', 'latency p99'],
  ['pendingSecondsP95', 'pending p95'],
];

/** The comparison on one screen, with its last line feed. Says the same without colour. */
export function terminalComparison(comparison: ComparisonSummary, options: TerminalOptions): string {
  const { name, description, engine, seeds, prices, variants } = comparison;
  const count = seeds.length === 1 ? '1 replication' : `${seeds.length} replications`;
  const facts = [`${variants.length} variants`, count, pricesPhrase(prices), `plimsoll ${engine.version}`];
  const itemColumns = itemFigures(comparison).map(
    ({ name: item, label }): Shown => [item, label.replace(/ (?=\S+$)/, '\n')],
  );
  const blocks = [
    [
      [styled('bold', name, options), ...facts.filter((fact) => fact !== '')].join(' · '),
      ...(description === '' ? [] : wrap(description, options.width)),
    ],
    table('VARIANTS', comparison, MEANS, options, 0),
    table('COST PER MONTH', comparison, itemColumns, options, 0),
    table(`DIFFERENCE TO ${variants[0]!.name}`, comparison, DIFFERENCES, options, 1),
    commitmentTable(comparison, options),
    breakEvenTable(comparison, options),
    wrap(notes(comparison), options.width).map((line) => styled('dim', line, options)),
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
  return `${lines.slice(0, -1).join('\n')}\n`;
}

/** Means of every variant, or differences of those behind the first. */
function table(
  title: string,
  comparison: ComparisonSummary,
  shown: readonly Shown[],
  options: TerminalOptions,
  from: 0 | 1,
): string[] {
  const figures = shown.flatMap(([name, heading]) => {
    const figure = figureNamed(comparison, name);
    return figure === undefined ? [] : [{ ...figure, heading }];
  });
  const names = comparison.variants.slice(from).map(({ name }) => name);
  if (names.length === 0 || figures.length === 0) return [];
  const columns: GridColumn[] = [
    { title: '', align: 'left' },
    ...figures.map(({ heading }) => ({ title: heading, align: 'right' as const })),
  ];
  const rows: GridRow[] = names.map((name, index) => ({
    cells: [
      name,
      ...figures.map(({ unit, variants }) =>
        from === 0
          ? estimateText({ ...variants[index]!, halfWidth: null }, unit)
          : differenceText(variants[index + 1]!.difference, unit),
      ),
    ],
  }));
  return [styled('bold', title, options), ...grid(columns, rows, options)];
}

const COMMITMENT_TITLES: Readonly<Record<ComparedCommitment['kind'], string>> = {
  'compute-savings-plan': 'Compute SP',
  'ec2-instance-savings-plan': 'EC2 SP',
  'reserved-instances': 'reserved',
};

/** Cost per month with what is paid for by the month alone; the report has the other payment options. */
function commitmentTable(comparison: ComparisonSummary, options: TerminalOptions): string[] {
  const { commitments = [], variants } = comparison;
  const shown = commitments.filter(({ payment }) => payment === 'no');
  if (shown.length === 0) return [];
  const columns: GridColumn[] = [
    { title: '', align: 'left' },
    ...shown.map((one): GridColumn => {
      const { kind, years } = one;
      const star = isEstimated(one) ? ' *' : '';
      return { title: `${COMMITMENT_TITLES[kind]}\n${years} year${years === 1 ? '' : 's'}${star}`, align: 'right' };
    }),
  ];
  const rows = variants.map(({ name }, index): GridRow => {
    const costs = shown.map(({ usdPerMonth }) => estimateText({ ...usdPerMonth[index]!, halfWidth: null }, 'usd'));
    return { cells: [name, ...costs] };
  });
  const lines = [...turnedWinners(comparison), ...(shown.some(isEstimated) ? [ESTIMATE_LINE] : [])];
  return [
    styled('bold', 'COST PER MONTH WITH A COMMITMENT, NO UPFRONT', options),
    ...grid(columns, rows, options),
    ...lines.flatMap((line) => wrap(line, options.width)),
  ];
}

/** Where EC2 becomes cheaper than Fargate, a row per task size and pair. */
function breakEvenTable({ launchTypes = [] }: ComparisonSummary, options: TerminalOptions): string[] {
  const rows = pairedOptions(launchTypes).map(({ prices, instances, fargate, breakEven }): GridRow => {
    const { density, hours, tasks } = breakEvenTexts(breakEven);
    const pair = `${instances.instanceType}, ${fargate.name}`;
    return { cells: [`${prices.work}: ${size(prices)}`, pair, density, hours, tasks] };
  });
  const columns: GridColumn[] = [
    { title: '', align: 'left' },
    { title: 'EC2 against', align: 'left' },
    { title: 'packed', align: 'right' },
    { title: 'hours a day', align: 'right' },
    { title: 'tasks', align: 'right' },
  ];
  return rows.length === 0 ? [] : [styled('bold', 'EC2 IS CHEAPER', options), ...grid(columns, rows, options)];
}

function notes({ seeds }: ComparisonSummary): string {
  if (seeds.length === 1) return 'One replication: how sure a difference is cannot be told; --replications makes more.';
  return `± is half a 95% confidence interval over ${seeds.length} replications, each with the same seed in every variant.`;
}
