/**
 * Every figure of a summary in one flat row: what a comparison puts side by side, what a sweep writes as a line of its
 * table, what a plan is judged by. Names are stable: those of the whole run are plain words (`usdPerMonth`,
 * `latencyMsP99`), those of a part begin with where it stands (`shop/usdPerMonth`, `shop/services/web/latencyMsP99`).
 */
import { CAPACITY_FIGURES } from './figures/capacity-figures.ts';
import { COST_FIGURES } from './figures/cost-figures.ts';
import type { FigureFacts, FigureUnit } from './figures/figure-facts.ts';
import { WORK_FIGURES } from './figures/work-figures.ts';
import { roundAmount } from './summary/rounding.ts';
import type { ClusterSummary, CostSummary, Summary } from './summary-schema.ts';

/** One figure of a run. */
export interface SummaryFigure {
  readonly name: string;
  /** In words, without what it is of: `Latency p99`. */
  readonly label: string;
  readonly unit: FigureUnit;
  /** null where nobody knows, or there was nothing to measure. */
  readonly value: number | null;
}

/** What a part costs of the bill. */
const SHARE_OF_BILL: FigureFacts<CostSummary> = {
  name: 'usdPerMonth',
  label: 'Cost per month',
  unit: 'usd',
  read: ({ usdPerMonth }) => usdPerMonth,
};

/** Unmet clauses of `expect`; null where the scenario demands nothing. */
const UNMET: FigureFacts<Summary> = {
  name: 'expectationsUnmet',
  label: 'Expectations not met',
  unit: 'count',
  read: ({ expectations }) => expectations?.filter(({ met }) => !met).length ?? null,
};

/** Every figure: of the whole run, then of each cluster, its capacity providers, services and sources of tasks. */
export function summaryFigures(summary: Summary): SummaryFigure[] {
  const { clusters, cost, waste } = summary;
  const totals = clusters.map(({ total }) => total);
  return [
    ...figuresOf('', COST_FIGURES, { ...cost, waste }),
    ...figuresOf('', CAPACITY_FIGURES, totals),
    ...figuresOf(
      '',
      WORK_FIGURES,
      clusters.flatMap(({ workloads }) => workloads),
    ),
    ...figuresOf('', [UNMET], summary),
    ...clusters.flatMap(clusterFigures),
  ];
}

function clusterFigures({ clusterName, usd, usdPerMonth, lineItems, total, ...cluster }: ClusterSummary) {
  const bill = { usd, usdPerMonth, lineItems, waste: total.waste };
  return [
    ...figuresOf(`${clusterName}/`, COST_FIGURES, bill),
    ...figuresOf(`${clusterName}/`, CAPACITY_FIGURES, [total]),
    ...figuresOf(`${clusterName}/`, WORK_FIGURES, cluster.workloads),
    ...cluster.capacityProviders.flatMap((provider) => {
      const prefix = `${clusterName}/capacityProviders/${provider.name}/`;
      return [...figuresOf(prefix, [SHARE_OF_BILL], provider), ...figuresOf(prefix, CAPACITY_FIGURES, [provider])];
    }),
    ...cluster.workloads.flatMap((workload) => {
      const prefix = `${clusterName}/${workload.kind === 'service' ? 'services' : 'tasks'}/${workload.name}/`;
      return [...figuresOf(prefix, [SHARE_OF_BILL], workload), ...figuresOf(prefix, WORK_FIGURES, [workload])];
    }),
  ];
}

function figuresOf<Part>(prefix: string, facts: readonly FigureFacts<Part>[], part: Part): SummaryFigure[] {
  return facts.map(({ name, label, unit, read }) => {
    const value = read(part);
    return { name: `${prefix}${name}`, label, unit, value: value === null ? null : roundAmount(value) };
  });
}
