import * as format from '../format.ts';
import type { Figure, Headline, ReportSection } from '../report.ts';
import type {
  ClusterSummary,
  CountersSummary,
  RangeSummary,
  ResourceSummary,
  Summary,
  UtilizationSummary,
} from '../summary-schema.ts';
import { level } from './cells.ts';

/** What a reader with half a minute should take along: money, capacity, how full it was, what failed. */
export const headline: ReportSection = {
  title: 'At a glance',
  build: (_run, summary) => {
    const [first, ...others] = summary.clusters;
    if (first === undefined || others.length === 0) {
      const figures = [...costFigures(summary), ...(first === undefined ? [] : clusterFigures(first))];
      return [{ kind: 'headline', title: '', figures }];
    }
    const whole: Headline = { kind: 'headline', title: 'All clusters', figures: costFigures(summary) };
    return [whole, ...summary.clusters.map(clusterHeadline)];
  },
};

/** Few enough figures for one line: the comparison has them all. */
function clusterHeadline({ clusterName, usdPerMonth, total, counters }: ClusterSummary): Headline {
  const figures: Figure[] = [
    { label: 'Cost per month', value: format.usd(usdPerMonth) },
    { label: 'Waste per month', value: format.usd(total.waste.wasted.usdPerMonth) },
    ...resourceFigures('CPU', total.cpu, total.runningTasks),
    failureFigure(counters),
  ];
  return { kind: 'headline', title: clusterName, figures };
}

function costFigures({ cost, waste, scenario, prices }: Summary): Figure[] {
  const estimated = prices.estimatedUsd > 0 ? `; ${format.usd(prices.estimatedUsd)} of it at estimated rates` : '';
  return [
    { label: 'Cost per month', value: format.usd(cost.usdPerMonth), detail: '730 hours at the pace of the run' },
    {
      label: 'Cost of the run',
      value: format.usd(cost.usd),
      detail: `${format.duration(scenario.durationSeconds * 1000)} at list prices${estimated}`,
    },
    {
      label: 'Waste per month',
      value: format.usd(waste.wasted.usdPerMonth),
      detail: `${format.usd(waste.notReserved.usdPerMonth)} not reserved, ${format.usd(waste.reservedNotUsed.usdPerMonth)} reserved and not used`,
    },
  ];
}

function clusterFigures({ total, counters }: ClusterSummary): Figure[] {
  return [
    instanceFigure(total),
    { label: 'Running tasks', ...rangeFigure(total.runningTasks) },
    ...resourceFigures('CPU', total.cpu, total.runningTasks),
    ...resourceFigures('Memory', total.memory, total.runningTasks),
    failureFigure(counters),
  ];
}

function instanceFigure({ instances, runningTasks }: UtilizationSummary): Figure {
  const without = runningTasks.max > 0 ? 'nothing but Fargate' : 'none ran';
  if (instances.max === 0) return { label: 'Container instances', value: '0', detail: without };
  return { label: 'Container instances', ...rangeFigure(instances) };
}

function rangeFigure({ min, mean, max }: RangeSummary): Pick<Figure, 'value' | 'detail'> {
  const detail = level(min) === level(max) ? 'all the time' : `${level(min)} to ${level(max)}`;
  return { value: level(mean), detail };
}

function resourceFigures(name: string, resource: ResourceSummary, runningTasks: RangeSummary): Figure[] {
  const { reservedPercent, reservedPeakPercent, usedPercent, usedOfReservedPercent, knownPercent } = resource;
  if (resource.registeredMean === 0) return [{ label: `${name} reserved`, value: '-', detail: 'nothing registered' }];
  const reserved: Figure = {
    label: `${name} reserved`,
    value: format.percent(reservedPercent),
    detail: `of ${level(resource.registeredMean)} ${resource.unit}; peak ${format.percent(reservedPeakPercent, 0)}`,
  };
  if (usedPercent === null) {
    const detail = runningTasks.max === 0 ? 'no task ran' : 'no load is given';
    return [reserved, { label: `${name} used`, value: '-', detail }];
  }
  const known = knownPercent === null || knownPercent > 99.5 ? '' : `; known for ${format.percent(knownPercent, 0)}`;
  const detail = `of registered; ${format.percent(usedOfReservedPercent, 0)} of reserved${known}`;
  return [reserved, { label: `${name} used`, value: format.percent(usedPercent), detail }];
}

function failureFigure({ placementFailures, outOfMemoryKills, startFailures }: CountersSummary): Figure {
  const parts = [
    [placementFailures, 'placements'],
    [outOfMemoryKills, 'out of memory'],
    [startFailures, 'starts'],
  ] as const;
  const total = placementFailures + outOfMemoryKills + startFailures;
  const named = parts.filter(([count]) => count > 0).map(([count, name]) => `${format.count(count)} ${name}`);
  if (total === 0) return { label: 'Failures', value: '0', detail: 'every task found its place' };
  return { label: 'Failures', value: format.count(total), detail: named.join(', '), tone: 'warning' };
}
