import { describe, expect, it } from 'vitest';
import { countFamilies, countPlace, countRange, countsOf, partsWithout } from '../../src/planner/count-families.ts';
import { type Axis, pointsOf } from '../../src/sweep/design/points.ts';

const GROUP = 'clusters.shop.capacityProviders.general.autoScalingGroupProvider';
const axis = (name: string, paths: readonly string[], values: readonly (string | number)[]): Axis => ({
  name,
  paths,
  kind: 'levels',
  levels: values.map((value) => ({ label: value, value })),
});
const instances = axis('instances', [`${GROUP}.desiredCapacity`, `${GROUP}.minSize`], [4, 2, 3]);
const tasks = axis('tasks', ['clusters[0].services.web.desiredCount'], [5, 6]);
const type = axis('type', [`${GROUP}.instanceType`], ['m6i.large', 'c6i.large']);

function familiesOf(...axes: readonly Axis[]) {
  return countFamilies(axes, pointsOf({ kind: 'grid', axes }));
}

describe('settings that differ in counts alone', () => {
  it('are one family for each choice of everything else', () => {
    const families = familiesOf(type, instances, tasks);
    expect(families.map(({ points }) => points.length)).toEqual([6, 6]);
    expect(families.map(({ points }) => new Set(points.map(({ labels }) => labels.type)))).toEqual([
      new Set(['m6i.large']),
      new Set(['c6i.large']),
    ]);
    expect(countsOf(families[0]!, families[0]!.points[0]!)).toEqual([4, 4, 5]);
    expect(countRange(families[0]!)).toEqual({ least: [2, 2, 5], most: [4, 4, 6] });
  });

  it('are each by itself where a choice has other fields beside, or values that are no counts', () => {
    const beside = axis('instances', [`${GROUP}.desiredCapacity`, `${GROUP}.instanceWarmupPeriod`], [2, 3]);
    expect(familiesOf(beside)).toHaveLength(2);
    expect(familiesOf(axis('tasks', ['clusters[0].services.web.desiredCount'], [1, 2.5]))).toHaveLength(2);
    expect(familiesOf(axis('memory', ['taskDefinitions.web.memory'], [512, 1024]))).toHaveLength(2);
  });

  it('without one of them are those with less, with as much and with more of the first count that differs', () => {
    const [family] = familiesOf(instances, tasks);
    const middle = family!.points.find(({ labels }) => labels.instances === 3 && labels.tasks === 5)!;
    const parts = partsWithout(family!, middle).map(({ points }) =>
      points.map(({ labels }) => `${labels.instances}/${labels.tasks}`),
    );
    expect(parts).toEqual([['2/5', '2/6'], ['3/6'], ['4/5', '4/6']]);
    const rest = partsWithout(family!, middle)[1]!;
    expect(partsWithout(rest, rest.points[0]!)).toEqual([]);
  });

  it('are told by the path: sizes of a group, the desired count of a service', () => {
    expect(countPlace(`${GROUP}.maxSize`)).toEqual({
      cluster: 'shop',
      of: 'capacityProvider',
      entry: 'general',
      field: 'maxSize',
    });
    expect(countPlace('clusters[0].services[1].desiredCount')).toMatchObject({ cluster: 0, of: 'service', entry: 1 });
    for (const other of [
      `${GROUP}.instanceType`,
      'clusters.shop.services.web.scaling.minCapacity',
      'clusters.shop.services.web',
      'timing.desiredCount',
      'no path[',
    ]) {
      expect(countPlace(other)).toBeUndefined();
    }
  });
});
