/**
 * Names that would break out of HTML, JSON in a script, a Vega expression or a Markdown table, if anything let them.
 */
import type { RunResult } from '../../src/report/run-result.ts';
import type { Recording } from '../../src/sim/record/recording.ts';
import { clusterResultOf, ec2PoolOf, fargatePoolOf, recordingOf, runOf } from '../recordings.ts';
import { weekRun } from './weeks.ts';

export const HOSTILE_NAMES: readonly string[] = [
  '</script><img src=x onerror="window.broken=1">',
  `"'\`; window.broken=1; //`,
  'a|b|c\n# heading\n- item',
  '<!--<script>',
  '{{window.broken=1}} $`$ [x](javascript:window.broken=1) @everyone **b** ~~s~~ <b>',
];

/** A week in which everything a user can name is named like that. */
export function hostileRun(): RunResult {
  const [{ recording }] = weekRun(6).clusters;
  const [a, b, c, d, e] = HOSTILE_NAMES;
  const renamed: Recording = {
    ...recording,
    clusterName: a,
    zones: HOSTILE_NAMES.slice(0, 3),
    pools: recording.pools.map((pool, i) => ({ ...pool, capacityProvider: HOSTILE_NAMES[i] })),
    capacityProviders: HOSTILE_NAMES.slice(0, 3),
    workloads: recording.workloads.map((workload, i) => ({
      ...workload,
      name: HOSTILE_NAMES[i],
      taskDefinition: `${e}:1`,
    })),
    heatInstances: recording.heatInstances.map((instance, i) => ({ ...instance, zone: HOSTILE_NAMES[i % 3] })),
  };
  const other = recordingOf({
    clusterName: b,
    durationMs: recording.durationMs,
    bucketMs: recording.bucketMs,
    pools: [ec2PoolOf({ capacityProvider: d }), fargatePoolOf({ capacityProvider: c })],
  });
  const clusters = [clusterResultOf(renamed, { notes: [a, c, d] }), clusterResultOf(other)];
  return runOf(clusters, { name: a, description: e, seed: d });
}
