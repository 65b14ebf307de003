import { describe, expect, it } from 'vitest';
import { PLAN_TEXT, planOf } from './plans.ts';

describe('the section plan', () => {
  it('is a grid of settings, runs by seed, and the scenario as it stands today', () => {
    const plan = planOf(PLAN_TEXT);
    expect(plan.points).toHaveLength(10);
    expect(plan.points[1]!.labels).toEqual({ tasks: 8, size: 'large' });
    expect(plan.seeds).toEqual(['3', '3-r2']);
    expect(plan.cases).toEqual([null]);
    expect(plan.today.clusters[0]!.services[0]!.desiredCount).toBe(8);
    const chosen = plan.scenarioOf(plan.points[2]!, null).clusters[0]!.services[0]!;
    expect([chosen.desiredCount, chosen.taskDefinition.memoryMiB]).toEqual([3, 1024]);
  });

  it('has a run for each zone that is lost, beside the failures that are there', () => {
    const text = PLAN_TEXT.replace('  replications: 2', '  surviveZoneOutage: { at: 2h, for: 30m }').replace(
      '    capacityProviders: [FARGATE]',
      '    failures: [{ type: registryUnavailable, at: 1h, for: 5m }]\n    capacityProviders: [FARGATE]',
    );
    const plan = planOf(text);
    expect(plan.seeds).toHaveLength(3);
    expect(plan.cases).toEqual([null, 'us-east-1a', 'us-east-1b', 'us-east-1c']);
    expect(plan.scenarioOf(null, null).clusters[0]!.failures).toHaveLength(1);
    expect(plan.scenarioOf(plan.points[0]!, 'us-east-1b').clusters[0]!.failures).toEqual([
      expect.objectContaining({ type: 'registryUnavailable' }),
      { type: 'zoneOutage', availabilityZone: 'us-east-1b', atMs: 7_200_000, untilMs: 9_000_000 },
    ]);
  });

  it('may make commitments, in the words of the reports; none unless it says so', () => {
    const commitments =
      '  commitments: [{ kind: compute-savings-plan, years: 3, payment: no }, { kind: reserved-instances }]\n';
    expect(planOf(PLAN_TEXT).commitments).toEqual([]);
    expect(planOf(PLAN_TEXT.replace('  choose:', `${commitments}  choose:`)).commitments).toEqual([
      { kind: 'compute-savings-plan', years: 3, payment: 'no' },
      { kind: 'reserved-instances' },
    ]);
  });

  it.each([
    [
      '  choose:\n',
      '  commitments: [{ kind: savings-plan }]\n  choose:\n',
      'plan.commitments[0].kind: found "savings-plan", expected',
    ],
    [
      '  choose:\n',
      '  commitments: [{ kind: compute-savings-plan, years: 2 }]\n  choose:\n',
      'plan.commitments[0].years: found 2, expected one of 1 | 3',
    ],
    [
      'plan:\n',
      'plans:\n',
      'plan.yaml:1:1: found a scenario without one, expected a section plan with what may be chosen',
    ],
    [
      'expect: { availability: 99% }\n',
      '',
      'plan.yaml:1:1: found a scenario that expects nothing, expected clauses of expect',
    ],
    ['name: size', 'name: tasks', 'plan.choose[1].name: found a second choice "tasks", expected each name once'],
    ['values: [8, 3, 6, 5, 4]', 'range: { from: 1, to: 5 }', 'plan.choose[0].range: found'],
    [
      'values: [8, 3, 6, 5, 4]',
      'instanceTypes: { family: m99 }',
      'plan.choose[0]: found a query that no instance type',
    ],
    [
      'values: [8, 3, 6, 5, 4]',
      'range: { from: 1, to: 5000, step: 1 }',
      'plan.choose: found 10000 settings, expected at most 5000',
    ],
    ['services.web.desiredCount', 'services.wob.desiredCount', 'did you mean "web"'],
  ])('with %j as %j is refused', (from, to, message) => {
    expect(() => planOf(PLAN_TEXT.replace(from, to))).toThrow(message);
  });

  it('tells a path that leads nowhere with the place of its value', () => {
    expect(() => planOf(PLAN_TEXT.replace('services.web.', 'services.wob.'))).toThrow(/^plan.yaml:10:/);
  });

  it('knows the files that a scenario reads, as the scenario names them', () => {
    const definition =
      '{"family":"web","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"512","memory":"1024","containerDefinitions":[{"name":"web","image":"web"}]}';
    const text = PLAN_TEXT.replace('taskDefinition: web\n', 'taskDefinition: defs/web.json\n').replace(
      / {4}- name: size[\s\S]*?large: "4096" }\n/,
      '',
    );
    const plan = planOf(text, { 'defs/web.json': definition });
    expect([...plan.filesOf(plan.points[0]!)]).toEqual(['defs/web.json']);
  });
});
