import { expect, it } from 'vitest';
import { changesOf } from '../../src/planner/changes.ts';
import { PLAN_TEXT, planOf } from './plans.ts';

it('names the choices that differ from today, with what stands and what is to stand there', () => {
  const plan = planOf(PLAN_TEXT);
  const changes = (index: number) => changesOf(plan.todayDocument, plan.axes, plan.points[index]!);
  expect(changes(0)).toEqual([]);
  expect(changes(3)).toEqual([
    { name: 'tasks', path: 'clusters.shop.services.web.desiredCount', today: '8', plan: '3' },
    { name: 'size', path: 'taskDefinitions.web.memory', today: '1024', plan: '4096' },
  ]);
});

it('names a value of several fields by the name that the choice gives it', () => {
  const named = PLAN_TEXT.replace(
    'path: taskDefinitions.web.memory\n      values: { small: "1024", large: "4096" }',
    'path: clusters.shop.services.web.placementStrategy\n      values: { packed: [{ type: random }] }',
  );
  const plan = planOf(named);
  expect(changesOf(plan.todayDocument, plan.axes, plan.points[0]!)).toEqual([
    {
      name: 'size',
      path: 'clusters.shop.services.web.placementStrategy',
      today: '-',
      plan: 'packed: [{"type":"random"}]',
    },
  ]);
});
