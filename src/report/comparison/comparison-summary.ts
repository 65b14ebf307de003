/** What a comparison says in figures: the mean of every figure by variant, and its difference to the first. */
import { pairedDifference, sampleOf } from '../../base/statistics.ts';
import type { TaskPrices } from '../../pricing/launch-type-prices.ts';
import { type SummaryFigure, summaryFigures } from '../figures.ts';
import { roundAmount, roundRate } from '../summary/rounding.ts';
import type { LineItemSummary, Summary } from '../summary-schema.ts';
import { committedCosts } from './compared-commitments.ts';
import type { ComparedVariant, ComparisonResult } from './comparison-result.ts';
import {
  COMPARISON_SCHEMA_VERSION,
  type ComparedCommitment,
  type ComparedFigure,
  type ComparedLineItem,
  type ComparisonSummary,
  type Difference,
  type Estimate,
} from './comparison-schema.ts';

/** The content of summary.json: plain data in a fixed order, the same for the same scenarios and seeds. */
export function compareSummaries(result: ComparisonResult): ComparisonSummary {
  const { name, description, engine, seeds, variants, launchTypes } = result;
  const all = variants.flatMap(({ summaries }) => summaries);
  const figures = comparedFigures(result);
  const commitments = committedCosts(variants).map(
    ({ terms, estimated, usdPerMonth }): ComparedCommitment => ({
      ...terms,
      estimatedDiscount: [...estimated],
      usdPerMonth: estimates(usdPerMonth),
    }),
  );
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    kind: 'comparison',
    engine: { name: 'plimsoll', version: engine.version },
    name,
    description,
    seeds: [...seeds],
    prices: {
      oldest: all.flatMap(({ prices }) => prices.oldest ?? []).sort()[0] ?? null,
      newest:
        all
          .flatMap(({ prices }) => prices.newest ?? [])
          .sort()
          .at(-1) ?? null,
    },
    variants: variants.map(variantFacts),
    figures: figures.filter((figure) => !figure.name.includes('/')),
    clusters: clusterCosts(figures),
    lineItems: comparedLineItems(variants),
    ...(commitments.length === 0 ? {} : { commitments }),
    ...(launchTypes === undefined ? {} : { launchTypes: launchTypes.map(roundedPrices) }),
  };
}

function roundedPrices(prices: TaskPrices): NonNullable<ComparisonSummary['launchTypes']>[number] {
  const options = prices.options.map((option) => ({ ...option, usdPerHour: roundRate(option.usdPerHour) }));
  return { ...prices, options };
}

function variantFacts({
  name,
  description,
  changes,
  summaries,
}: ComparedVariant): ComparisonSummary['variants'][number] {
  const { scenario } = summaries[0]!;
  return {
    name,
    description,
    changes: [...changes],
    scenario: scenario.name,
    region: scenario.region,
    durationSeconds: scenario.durationSeconds,
    notes: [...new Set(summaries.flatMap(notesOf))],
  };
}

function notesOf({ clusters, unknown }: Summary): string[] {
  return [...unknown, ...clusters.flatMap(({ notes }) => notes)];
}

/** Every figure that any variant has, those of parts too, in the order in which they first appear. */
export function comparedFigures({ variants }: ComparisonResult): ComparedFigure[] {
  const rows = variants.map(({ summaries }) => summaries.map(figuresByName));
  const names = [...new Set(rows.flat().flatMap((row) => [...row.keys()]))];
  const facts = new Map(rows.flat().flatMap((row) => [...row]));
  return names.map((name) => {
    const values = rows.map((replications) => replications.map((row) => row.get(name)?.value ?? null));
    const { label, unit } = facts.get(name)!;
    return { name, label, unit, variants: estimates(values) };
  });
}

/** `shop/usdPerMonth` and its like. */
function clusterCosts(figures: readonly ComparedFigure[]): ComparisonSummary['clusters'] {
  return figures.flatMap(({ name, variants }) => {
    const [clusterName, figure, ...more] = name.split('/');
    if (figure !== 'usdPerMonth' || more.length > 0) return [];
    return [{ clusterName: clusterName!, usdPerMonth: variants }];
  });
}

function figuresByName(summary: Summary): ReadonlyMap<string, SummaryFigure> {
  return new Map(summaryFigures(summary).map((figure) => [figure.name, figure]));
}

/** Line items of the same thing, whichever variants have them; the dearest first. */
function comparedLineItems(variants: readonly ComparedVariant[]): ComparedLineItem[] {
  const rows = variants.map(({ summaries }) =>
    summaries.map(({ cost }) => new Map(cost.lineItems.map((lineItem) => [keyOf(lineItem), lineItem]))),
  );
  const first = new Map(rows.flat().flatMap((row) => [...row]));
  const items = [...first].map(([key, { service, item, description, estimate }]) => ({
    service,
    item,
    description,
    estimatedRate: estimate,
    usdPerMonth: estimates(rows.map((replications) => replications.map((row) => row.get(key)?.usdPerMonth ?? 0))),
  }));
  const dearest = (item: ComparedLineItem) => Math.max(...item.usdPerMonth.map(({ mean }) => mean ?? 0));
  return items.sort((a, b) => dearest(b) - dearest(a) || (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ item, description }: Pick<LineItemSummary, 'item' | 'description'>): string {
  return `${item} ${description}`;
}

/** One per variant, of its values seed by seed. */
function estimates(values: readonly (readonly (number | null)[])[]): Estimate[] {
  return values.map((own, index) => estimate(own, index === 0 ? undefined : values[0]!));
}

function estimate(values: readonly (number | null)[], baseline: readonly (number | null)[] | undefined): Estimate {
  const known = values.flatMap((value) => value ?? []);
  if (known.length === 0) return { mean: null, standardDeviation: null, halfWidth: null, difference: null };
  const { mean, standardDeviation, halfWidth } = sampleOf(known);
  return {
    mean: roundAmount(mean),
    standardDeviation: rounded(standardDeviation),
    halfWidth: rounded(halfWidth),
    difference: baseline === undefined ? null : differenceOf(values, baseline),
  };
}

/** Of pairs only: a seed for which one of the two measured nothing would make the rest no pairs of like. */
function differenceOf(values: readonly (number | null)[], baseline: readonly (number | null)[]): Difference | null {
  const own = values.flatMap((value) => value ?? []);
  const others = baseline.flatMap((value) => value ?? []);
  if (own.length < values.length || others.length < baseline.length) return null;
  const { mean, halfWidth } = pairedDifference(own, others);
  const base = sampleOf(others).mean;
  const percent = base === 0 ? null : roundAmount((100 * mean) / Math.abs(base));
  return { mean: roundAmount(mean), halfWidth: rounded(halfWidth), percent };
}

function rounded(value: number | null): number | null {
  return value === null ? null : roundAmount(value);
}
