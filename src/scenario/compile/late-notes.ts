import type { SimulationInput } from '../../sim/state/input.ts';
import type { ScenarioCluster } from '../scenario.ts';

interface Timed {
  readonly what: string;
  readonly atMs: readonly number[];
}

/** What the scenario says about instants at or after its end: nothing comes of it, most likely a slip in a duration. */
export function lateNotes({ failures }: ScenarioCluster, input: SimulationInput): string[] {
  const instants = (entries: readonly { readonly atMs: number }[]) => entries.map(({ atMs }) => atMs);
  const timed: Timed[] = [
    ...input.services.flatMap(({ serviceName, deployments, updates, scaling }) => [
      { what: `Service ${serviceName}: its deployments`, atMs: instants(deployments) },
      { what: `Service ${serviceName}: its updates`, atMs: instants(updates) },
      { what: `Service ${serviceName}: its scheduledActions`, atMs: instants(scaling?.scheduledActions ?? []) },
    ]),
    ...input.capacityProviders.map(({ name, autoScalingGroup }) => ({
      what: `Capacity provider ${name}: its updates`,
      atMs: instants(autoScalingGroup?.updates ?? []),
    })),
    { what: 'failures', atMs: failures.flatMap(instantOf) },
  ];
  return timed.flatMap(({ what, atMs }) => {
    const late = atMs.filter((instant) => instant >= input.durationMs).length;
    if (late === 0) return [];
    const which = late === atMs.length && late === 1 ? 'the only one' : `${late} of ${atMs.length}`;
    return [
      `${what}: ${which} would come after the end of the run (duration), and ${late === 1 ? 'does' : 'do'} nothing.`,
    ];
  });
}

function instantOf(failure: ScenarioCluster['failures'][number]): number[] {
  if ('atMs' in failure) return [failure.atMs];
  return failure.type === 'instanceFailure' && 'atMs' in failure.occurs ? [failure.occurs.atMs] : [];
}
