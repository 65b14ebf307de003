import type { Fault } from '../fault.ts';
import { constraintFaults, PLACEMENT_CONSTRAINTS_MAX, strategyFaults } from './placement.ts';
import type { ServiceInput } from './service-schema.ts';
import { taskDefinitionFaults } from './task-definition-rules.ts';

/** Everything wrong with a service whose types are right; empty when ECS would create it. */
export function serviceFaults(input: ServiceInput, options: { readonly isDescribed: boolean }): Fault[] {
  return [
    ...capacityFaults(input),
    ...strategyItemFaults(input.capacityProviderStrategy ?? [], 'capacityProviderStrategy'),
    ...strategyFaults(input.placementStrategy ?? [], ['placementStrategy']),
    ...constraintFaults(input.placementConstraints ?? [], ['placementConstraints']),
    ...fargateFaults(input),
    ...daemonFaults(input, options),
    ...inlineDefinitionFaults(input),
  ];
}

/** P5.2: one way of asking for capacity. */
function capacityFaults(input: ServiceInput): Fault[] {
  if (input.launchType === undefined || !input.capacityProviderStrategy?.length) return [];
  const found = `${JSON.stringify(input.launchType)} beside a capacityProviderStrategy`;
  return [{ path: ['launchType'], found, expected: 'either launchType or capacityProviderStrategy' }];
}

/** Whether a capacity provider is one of Fargate's own. */
export function isFargateProvider(capacityProvider: string): boolean {
  return capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT';
}

type StrategyItem = { readonly capacityProvider: string } & { readonly [K in 'base' | 'weight']?: number | undefined };

/** P5.1 and P5.2, also for a cluster's `defaultCapacityProviderStrategy`; `key` is the list's own. */
export function strategyItemFaults(items: readonly StrategyItem[], key: string): Fault[] {
  const faults: Fault[] = [];
  const withBase = items.flatMap((item, index) => (item.base ? [index] : []));
  for (const index of withBase.slice(1)) {
    faults.push({ path: [key, index, 'base'], expected: 'base 0: only one capacity provider may have a base' });
  }
  if (items.length > 1 && items.every((item) => !item.weight)) {
    const expected = 'a weight above 0 on at least one capacity provider';
    faults.push({ path: [key], found: `${items.length} capacity providers, all of weight 0`, expected });
  }
  const isFargate = items.length > 0 && isFargateProvider(items[0]!.capacityProvider);
  const odd = items.findIndex((item) => isFargateProvider(item.capacityProvider) !== isFargate);
  if (odd > 0) {
    const kind = isFargate ? 'a Fargate' : 'an Auto Scaling group';
    const expected = `${kind} capacity provider like the first: never both kinds`;
    faults.push({ path: [key, odd, 'capacityProvider'], expected });
  }
  return faults;
}

/** Fargate places by itself: strategies and constraints are refused (section 3 of the rules). */
function fargateFaults(input: ServiceInput): Fault[] {
  const providers = (input.capacityProviderStrategy ?? []).map((item) => item.capacityProvider);
  if (input.launchType !== 'FARGATE' && !providers.some(isFargateProvider)) return [];
  return (['placementStrategy', 'placementConstraints'] as const).flatMap((key) =>
    input[key]?.length ? [{ path: [key], expected: `no ${key} on Fargate`, isAtKey: true }] : [],
  );
}

/** P4.1 and P4.3. */
function daemonFaults(input: ServiceInput, options: { readonly isDescribed: boolean }): Fault[] {
  if (input.schedulingStrategy !== 'DAEMON') return [];
  const faults: Fault[] = [];
  if (input.desiredCount !== undefined && !options.isDescribed) {
    faults.push({ path: ['desiredCount'], expected: 'no desiredCount: a DAEMON service runs one task per instance' });
  }
  if (input.placementStrategy?.length) {
    faults.push({ path: ['placementStrategy'], expected: 'no placementStrategy on a DAEMON service', isAtKey: true });
  }
  if (input.launchType === 'FARGATE') {
    faults.push({ path: ['launchType'], expected: 'EC2 or EXTERNAL: there are no DAEMON services on Fargate' });
  }
  const maximumPercent = input.deploymentConfiguration?.maximumPercent;
  if (maximumPercent !== undefined && maximumPercent !== 100) {
    const expected = '100, the only maximumPercent of a DAEMON service';
    faults.push({ path: ['deploymentConfiguration', 'maximumPercent'], expected });
  }
  return faults;
}

/** An inline task definition keeps its own rules, and shares the limit on constraints with the service (P1.4). */
function inlineDefinitionFaults(input: ServiceInput): Fault[] {
  const { taskDefinition } = input;
  if (taskDefinition === undefined || typeof taskDefinition === 'string') return [];
  const faults = taskDefinitionFaults(taskDefinition).map((fault) => ({
    ...fault,
    path: ['taskDefinition', ...fault.path],
  }));
  const count = (taskDefinition.placementConstraints?.length ?? 0) + (input.placementConstraints?.length ?? 0);
  if (count <= PLACEMENT_CONSTRAINTS_MAX) return faults;
  const expected = `at most ${PLACEMENT_CONSTRAINTS_MAX}, those of the task definition counted in`;
  return [...faults, { path: ['placementConstraints'], found: `${count} constraints`, expected }];
}
