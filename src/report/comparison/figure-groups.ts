/** Which figures a reader of a comparison is shown, and in which order; figures.csv has all of them. */
import type { ComparedFigure, ComparisonSummary } from './comparison-schema.ts';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Requests and availability': [
    'availabilityPercent',
    'requestsArrived',
    'requestsRejected',
    'requestsFailed',
    'latencyMsMean',
    'latencyMsP50',
    'latencyMsP95',
    'latencyMsP99',
  ],
  Tasks: [
    'runningTasksMean',
    'runningTasksMax',
    'pendingSecondsMean',
    'pendingSecondsP95',
    'pendingSecondsMax',
    'placementFailures',
    'runTaskFailures',
    'startFailures',
    'outOfMemoryKills',
    'interruptedTasks',
    'scaleInStops',
    'tasksStopped',
    'expectationsUnmet',
  ],
  Capacity: [
    'instancesMean',
    'instancesMax',
    'cpuRegisteredMeanVcpu',
    'cpuReservedPercent',
    'cpuUsedPercent',
    'memoryRegisteredMeanGiB',
    'memoryReservedPercent',
    'memoryUsedPercent',
    'unservedVcpuHours',
  ],
  Waste: ['wastedUsdPerMonth', 'notReservedUsdPerMonth', 'reservedNotUsedUsdPerMonth', 'estimatedUsdPerMonth'],
};

/** Figures of one kind, for a table. */
export interface FigureGroup {
  readonly title: string;
  readonly figures: readonly ComparedFigure[];
}

/** The groups without what no variant has: unknown, or 0, in all of them. */
export function figureGroups({ figures }: ComparisonSummary): FigureGroup[] {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  return Object.entries(GROUPS).flatMap(([title, names]) => {
    const shown = names.flatMap((name) => byName.get(name) ?? []).filter(isThere);
    return shown.length === 0 ? [] : [{ title, figures: shown }];
  });
}

/** Those that are no kinds of line item, though they end like them. */
const NO_ITEMS = /^(estimated|wasted|notReserved|reservedNotUsed)UsdPerMonth$/;

/** Cost per month by kind of line item, of those that any bill has. */
export function itemFigures({ figures }: ComparisonSummary): ComparedFigure[] {
  return figures.filter(
    (figure) => figure.name.endsWith('UsdPerMonth') && !NO_ITEMS.test(figure.name) && isThere(figure),
  );
}

/** The figure of that name, where any variant has it. */
export function figureNamed({ figures }: ComparisonSummary, name: string): ComparedFigure | undefined {
  return figures.find((figure) => figure.name === name && isThere(figure));
}

function isThere({ variants }: ComparedFigure): boolean {
  return variants.some(({ mean }) => mean !== null && mean !== 0);
}
