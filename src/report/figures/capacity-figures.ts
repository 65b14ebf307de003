import { percentOf } from '../summary/rounding.ts';
import type { ResourceSummary, UtilizationSummary } from '../summary-schema.ts';
import { type FigureFacts, type FigureUnit, largestKnown, sumOfKnown } from './figure-facts.ts';

/** What some clusters, or capacity providers, hold: peaks are added up, though they need not be of one moment. */
export type Capacity = readonly Omit<UtilizationSummary, 'usd' | 'usdPerMonth' | 'sharePercent'>[];

/** Container instances and how full they are. */
export const CAPACITY_FIGURES: readonly FigureFacts<Capacity>[] = [
  {
    name: 'instancesMean',
    label: 'Container instances',
    unit: 'count',
    read: (parts) => sumOfKnown(parts.map(({ instances }) => instances.mean)),
  },
  {
    name: 'instancesMax',
    label: 'Container instances, most',
    unit: 'count',
    read: (parts) => sumOfKnown(parts.map(({ instances }) => instances.max)),
  },
  ...resourceFigures('cpu', 'CPU', 'vcpu', ({ cpu }) => cpu),
  ...resourceFigures('memory', 'Memory', 'gib', ({ memory }) => memory),
];

function resourceFigures(
  name: string,
  label: string,
  unit: FigureUnit,
  resource: (part: Capacity[number]) => ResourceSummary,
): FigureFacts<Capacity>[] {
  const total = (parts: Capacity, key: 'registeredMean' | 'reservedMean' | 'usedMean') =>
    sumOfKnown(parts.map((part) => resource(part)[key]));
  const share = (parts: Capacity, key: 'reservedMean' | 'usedMean', of: 'registeredMean' | 'reservedMean') => {
    const part = total(parts, key);
    return part === null ? null : percentOf(part, total(parts, of) ?? 0);
  };
  const suffix = unit === 'vcpu' ? 'Vcpu' : 'GiB';
  return [
    {
      name: `${name}RegisteredMean${suffix}`,
      label: `${label} registered`,
      unit,
      read: (parts) => total(parts, 'registeredMean'),
    },
    {
      name: `${name}ReservedMean${suffix}`,
      label: `${label} reserved`,
      unit,
      read: (parts) => total(parts, 'reservedMean'),
    },
    { name: `${name}UsedMean${suffix}`, label: `${label} used`, unit, read: (parts) => total(parts, 'usedMean') },
    {
      name: `${name}ReservedPercent`,
      label: `${label} reserved of registered`,
      unit: 'percent',
      read: (parts) => share(parts, 'reservedMean', 'registeredMean'),
    },
    {
      name: `${name}ReservedPeakPercent`,
      label: `${label} reserved of registered, peak`,
      unit: 'percent',
      read: (parts) => largestKnown(parts.map((part) => resource(part).reservedPeakPercent)),
    },
    {
      name: `${name}UsedPercent`,
      label: `${label} used of registered`,
      unit: 'percent',
      read: (parts) => share(parts, 'usedMean', 'registeredMean'),
    },
    {
      name: `${name}UsedPeakPercent`,
      label: `${label} used of registered, peak`,
      unit: 'percent',
      read: (parts) => largestKnown(parts.map((part) => resource(part).usedPeakPercent)),
    },
  ];
}
