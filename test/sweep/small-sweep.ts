/** A sweep of many short runs, with a file and a trace that must travel with it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DEFINITION = {
  family: 'web',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: 'web', essential: true }],
};

/** The scenario's text; `section` stands below `sweep:`. */
export function sweepScenario(section: string): string {
  return `plimsoll: 1
name: small-sweep
description: A few tasks for ten minutes
region: us-east-1
seed: 7
duration: 10m
clusters:
  - clusterName: shop
    capacityProviders:
      - { name: fleet, autoScalingGroupProvider: { instanceType: m6i.large, desiredCapacity: 3 } }
    services:
      - serviceName: web
        taskDefinition: definitions/web.json
        desiredCount: 2
        capacityProviderStrategy: [{ capacityProvider: fleet, weight: 1 }]
        load: { cpuFraction: { trace: load.csv }, memoryMiB: 100 }
    tasks:
      - name: batch
        taskDefinition: definitions/web.json
        capacityProviderStrategy: [{ capacityProvider: fleet, weight: 1 }]
        arrivals: { poissonPerHour: 60 }
        durationSeconds: { exponential: { mean: 120 } }
sweep:
${section
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;
}

/** 2 × 5 points, two replications: 20 rows. */
export const SMALL_SECTION = `
replications: 2
axes:
  - { path: clusters.shop.services.web.desiredCount, name: tasks, range: { from: 1, to: 5, step: 1 } }
  - path: clusters.shop.services.web.placementStrategy
    name: strategy
    values: { binpack: [{ type: binpack, field: memory }], spread: [{ type: spread, field: instanceId }] }
`;

/** 10 × 5 × 5 × 2 points, two replications: 1,000 rows. */
export const THOUSAND_SECTION = `
replications: 2
axes:
  - { path: duration, name: duration, values: [1m, 2m, 3m, 4m, 5m, 6m, 7m, 8m, 9m, 10m] }
  - { path: clusters.shop.services.web.load.memoryMiB, name: memory, range: { from: 100, to: 300, step: 50 } }
  - { path: clusters.shop.services.web.desiredCount, name: tasks, range: { from: 1, to: 5, step: 1 } }
  - path: clusters.shop.services.web.placementStrategy
    name: strategy
    values: { binpack: [{ type: binpack, field: memory }], spread: [{ type: spread, field: instanceId }] }
`;

/** Writes the scenario and its files into a new folder below that one; the scenario's path. */
export function writeSweep(folder: string, section: string): string {
  mkdirSync(join(folder, 'definitions'), { recursive: true });
  writeFileSync(join(folder, 'definitions', 'web.json'), JSON.stringify(DEFINITION));
  writeFileSync(join(folder, 'load.csv'), 'time,value\n0,0.1\n120,0.6\n300,0.3\n');
  const path = join(folder, 'sweep.yaml');
  writeFileSync(path, sweepScenario(section));
  return path;
}
