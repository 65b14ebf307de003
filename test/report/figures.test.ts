import { describe, expect, it } from 'vitest';
import { summaryFigures } from '../../src/report/figures.ts';
import { summarise } from '../../src/report/summary.ts';
import { runOf } from '../recordings.ts';
import { ec2Cluster } from './weeks.ts';

const summary = summarise(runOf([ec2Cluster()]));
const figures = summaryFigures(summary);
const figureNamed = (name: string) => figures.find((figure) => figure.name === name)?.value;

describe('the figures of a summary', () => {
  it('have each its own name', () => {
    const names = figures.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('of the whole run are words that a query need not quote', () => {
    const own = figures.filter(({ name }) => !name.includes('/'));
    expect(own.length).toBeGreaterThan(60);
    expect(own.filter(({ name }) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });

  it('of parts begin with where they stand', () => {
    const [cluster] = summary.clusters;
    const { clusterName, capacityProviders, workloads } = cluster!;
    expect(figureNamed(`${clusterName}/usdPerMonth`)).toBe(cluster!.usdPerMonth);
    const [provider] = capacityProviders;
    expect(figureNamed(`${clusterName}/capacityProviders/${provider!.name}/usdPerMonth`)).toBe(provider!.usdPerMonth);
    for (const { kind, name, usdPerMonth } of workloads) {
      const place = `${clusterName}/${kind === 'service' ? 'services' : 'tasks'}/${name}`;
      expect(figureNamed(`${place}/usdPerMonth`)).toBe(usdPerMonth);
    }
  });

  it('of one cluster are those of the run', () => {
    const { clusterName } = summary.clusters[0]!;
    for (const { name, value } of figures.filter((figure) => !figure.name.includes('/'))) {
      if (name !== 'expectationsUnmet') expect(figureNamed(`${clusterName}/${name}`)).toBe(value);
    }
  });

  it('count the clauses that are not met, where there are any', () => {
    expect(figureNamed('expectationsUnmet')).toBeNull();
    const verdict = { clause: 'maxCostUsd', cluster: null, service: null, unit: 'usd', limit: 1, value: 2 } as const;
    const words = { expected: '$1', found: '$2', place: 's.yaml:1:1' };
    const judged = { ...summary, expectations: [true, false].map((met) => ({ ...verdict, ...words, met })) };
    expect(summaryFigures(judged).find(({ name }) => name === 'expectationsUnmet')?.value).toBe(1);
  });
});
