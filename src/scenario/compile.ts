/** A scenario as the engine takes it: one SimulationInput per cluster (docs/decisions/0002), and the prices. */

import { instanceTypeLookup } from '../catalog/instance-types.ts';
import { withOverrides } from '../catalog/price-overrides.ts';
import { type RateCard, rateCard } from '../catalog/rates.ts';
import type { ScenarioFacts } from '../sim/state/input/scenario-facts.ts';
import type { ExplainInput, SimulationInput } from '../sim/state/input.ts';
import { compileCluster } from './compile/cluster.ts';
import { clusterNotes, imageNotes } from './compile/notes.ts';
import { sharedQuotaNotes, sharesQuotas } from './compile/shared-quotas.ts';
import type { Scenario } from './scenario.ts';

/** How a scenario is run. */
export interface CompileOptions {
  /** In place of the scenario's own. */
  readonly seed?: string | undefined;
  /** Keep a row per placement decision. */
  readonly keepPlacements?: boolean | undefined;
  /** Keep a row per task. */
  readonly keepTasks?: boolean | undefined;
  /** Keep every change of state, for the events of EventBridge. */
  readonly keepStateChanges?: boolean | undefined;
  /** Publish and keep every metric. */
  readonly keepMetrics?: boolean | undefined;
  /** Keep what control loops looked at in this span, and left as it is. */
  readonly explain?: ExplainInput | undefined;
}

/** A scenario ready to be simulated and priced. */
export interface CompiledScenario {
  readonly facts: ScenarioFacts;
  /** One per cluster, in the order of the scenario. */
  readonly inputs: readonly SimulationInput[];
  /** Per cluster: what the reader should know, in whole sentences. */
  readonly notes: readonly (readonly string[])[];
  /** The region's prices with the scenario's own in place. */
  readonly rates: RateCard;
}

/** Compiles every cluster of a scenario. What concerns the scenario as a whole is noted with its first cluster. */
export function compileScenario(source: Scenario, options: CompileOptions = {}): CompiledScenario {
  const scenario = { ...source, seed: options.seed ?? source.seed };
  const rates = withOverrides(rateCard(scenario.region), scenario.prices);
  const findInstanceType = instanceTypeLookup(scenario.instanceTypes);
  const record = {
    keepPlacements: options.keepPlacements ?? false,
    keepTasks: options.keepTasks ?? false,
    keepStateChanges: options.keepStateChanges ?? false,
    keepMetrics: options.keepMetrics ?? false,
    keepUse: false,
    explain: options.explain ?? null,
  };
  const alone = scenario.clusters.map((cluster) =>
    compileCluster({ scenario, findInstanceType, rates, record }, cluster),
  );
  const keepUse = sharesQuotas(scenario, alone);
  const inputs = alone.map((input) => ({ ...input, record: { ...input.record, keepUse } }));
  const general = [...imageNotes(scenario, inputs), ...sharedQuotaNotes(scenario, inputs)];
  const notes = scenario.clusters.map((cluster, index) => [
    ...(index === 0 ? general : []),
    ...clusterNotes(scenario, cluster, inputs[index]!),
  ]);
  const { name, description, region, seed, durationMs, startEpochMs, expectations, accountQuotas } = scenario;
  const facts = { name, description, region, seed, durationMs, startEpochMs, expectations, accountQuotas };
  return { facts, inputs, notes, rates };
}
