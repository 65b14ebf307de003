/** The axes of a sweep's section: every way to name values comes down to levels, or to a range without steps. */

import { ScenarioError } from '../../base/errors.ts';
import { MIB_PER_GIB } from '../../base/units.ts';
import { queryInstanceTypes } from '../../catalog/instance-types.ts';
import { type RateCard, rateCard } from '../../catalog/rates.ts';
import { isRegion } from '../../catalog/regions.ts';
import type { DocumentPath, SourceDocument } from '../../scenario/document.ts';
import type { Fault } from '../../scenario/fault.ts';
import { issuesOf, subjectAt } from '../../scenario/issues.ts';
import type { AxisSection } from '../../scenario/schema/sweep.ts';
import { childValue } from '../../scenario/schema-walk.ts';
import { type Axis, type Level, labelOf } from './points.ts';

/**
 * The axes of a section, whose list stands at that place in the document.
 *
 * @throws ScenarioError where an axis has no levels, or too many
 */
export function axesOf(document: SourceDocument, at: DocumentPath, sections: readonly AxisSection[]): Axis[] {
  const region = childValue(document.value, 'region');
  const rates = typeof region === 'string' && isRegion(region) ? rateCard(region) : undefined;
  const axes = sections.map((section) => axisOf(section, rates));
  const faults = axes.flatMap((axis, index): Fault[] => {
    const count = axis.kind === 'levels' ? axis.levels.length : 1;
    if (count > 0 && count <= LEVELS_MAX) return [];
    const found = count === 0 ? 'a query that no instance type of the region fits' : `more than ${LEVELS_MAX} values`;
    return [{ path: [...at, index], found, expected: `1 to ${LEVELS_MAX} values` }];
  });
  if (faults.length > 0) throw new ScenarioError(issuesOf(subjectAt(document), faults));
  return axes;
}

/** An axis of the section; without prices there are no instance types. */
export function axisOf(section: AxisSection, rates: RateCard | undefined): Axis {
  const paths = typeof section.path === 'string' ? [section.path] : section.path;
  const named = { name: section.name ?? paths[0], paths };
  if (!('range' in section)) return { ...named, kind: 'levels', levels: levelsOf(section, rates) };
  const { from, step, to } = section.range;
  if (step === undefined) return { ...named, kind: 'range', from, to };
  return { ...named, kind: 'levels', levels: steps(from, to, step).map((value) => ({ label: value, value })) };
}

function levelsOf(section: Exclude<AxisSection, { range: unknown }>, rates: RateCard | undefined): Level[] {
  if ('values' in section) {
    const { values } = section;
    return Array.isArray(values)
      ? values.map((value) => ({ label: labelOf(value), value }))
      : Object.entries(values).map(([label, value]) => ({ label, value }));
  }
  const { memoryGiB, minMemoryGiB, ...query } = section.instanceTypes;
  const types = queryInstanceTypes({ ...query, memoryMiB: mib(memoryGiB), minMemoryMiB: mib(minMemoryGiB) });
  return types.flatMap(({ instanceType }) =>
    rates?.ec2OnDemand(instanceType) === undefined ? [] : [{ label: instanceType, value: instanceType }],
  );
}

function mib(gib: number | undefined): number | undefined {
  return gib === undefined ? undefined : gib * MIB_PER_GIB;
}

/** An axis has no more levels; of a finer one the first so many and one more are made, for the reader to see. */
export const LEVELS_MAX = 10_000;

/** Decimals beyond these are what binary fractions add. */
const DIGITS = 12;

/** `from`, `from + step`, … up to `to`; 0.1 + 2 × 0.1 is 0.3 here. */
function steps(from: number, to: number, step: number): number[] {
  const count = Math.min(Math.floor((to - from) / step + 1e-9) + 1, LEVELS_MAX + 1);
  return Array.from({ length: count }, (_, index) => Number((from + index * step).toPrecision(DIGITS)));
}
