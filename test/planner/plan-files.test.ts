import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planFiles } from '../../src/planner/plan-files.ts';
import { planOf } from './plans.ts';
import { COMMITTED, PLAN, RESULT } from './results.ts';

describe('the files of a plan', () => {
  it('are report, figures, the ready scenario without its plan, and the input of the AWS CLI', async () => {
    const files = await planFiles(PLAN, RESULT, '/reports/small');
    expect([...files.keys()]).toEqual([
      'summary.json',
      'tried.csv',
      'scenario.yaml',
      'task-definition-sizes-web.json',
      'create-service-shop-web.json',
      'report.md',
      'report-plan-1.svg',
      'report.html',
    ]);
    expect(JSON.parse(files.get('create-service-shop-web.json')!)).toMatchObject({ desiredCount: 5 });
    expect(JSON.parse(files.get('summary.json')!)).toMatchObject({
      schemaVersion: 1,
      changes: [{ name: 'tasks', today: '8', plan: '5' }],
      best: { usdPerMonth: 90 },
      boundUsdPerMonth: 75,
    });
    expect(files.get('tried.csv')!.split('\n')[1]).toBe('4,small,80,1,availability of web: found 90%');
  });

  it('tell of commitments where some may be made', async () => {
    const files = await planFiles(PLAN, COMMITTED, '/reports/small');
    const [header, first] = files.get('tried.csv')!.split('\n');
    expect(header).toBe(
      'tasks,size,usd_per_month,uncommitted_usd_per_month,commitment,commitment_is_estimate,runs,promises_broken',
    );
    expect(first).toContain('70,90,"Compute Savings Plan, 1 year, no upfront *: $0.25 an hour",true,2');
    expect(JSON.parse(files.get('summary.json')!)).toMatchObject({
      commitments: [{ kind: 'compute-savings-plan' }],
      best: { usdPerMonth: 70, uncommittedUsdPerMonth: 90, commitment: { years: 1, payment: 'no', estimate: true } },
      todayCommitment: { usdPerMonth: 150 },
    });
  });

  it('the ready scenario reads as the plan does, wherever it stands: its files are named from there', async () => {
    const definition = {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      containerDefinitions: [{ name: 'web', image: 'web' }],
    };
    const text = `plimsoll: 1
name: files
region: us-east-1
duration: 1h
expect: { availability: 99% }
plan:
  choose: [{ name: tasks, path: clusters.shop.services.web.desiredCount, values: [2] }]
clusters:
  - clusterName: shop
    capacityProviders: [FARGATE]
    services: [{ serviceName: web, taskDefinition: defs/web.json, desiredCount: 8, launchType: FARGATE }]
`;
    const plan = planOf(text, { 'defs/web.json': JSON.stringify(definition) });
    const result = { ...RESULT, best: { ...RESULT.best!, labels: plan.points[0]!.labels } };
    const files = await planFiles(plan, result, 'reports/files');
    const ready = parse(files.get('scenario.yaml')!) as { clusters: { services: object[] }[]; plan?: unknown };
    expect(ready.plan).toBeUndefined();
    expect(ready.clusters[0]!.services[0]).toMatchObject({
      desiredCount: 2,
      taskDefinition: expect.stringMatching(/^\.\.[\\/]\.\.[\\/]defs[\\/]web\.json$/),
    });
  });

  it('without a plan there is neither scenario nor input of the AWS CLI', async () => {
    const files = await planFiles(PLAN, { ...RESULT, best: null, runnerUp: null }, '/reports/small');
    expect([...files.keys()].filter((name) => /scenario|create/.test(name))).toEqual([]);
  });
});
