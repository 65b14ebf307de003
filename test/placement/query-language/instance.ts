/** A container instance for tests of the query language: everything has a value, each test names what it needs. */

import type { InstanceFacts } from '../../../src/placement/query-language/evaluate.ts';

export interface InstanceExample {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly ec2InstanceId?: string;
  readonly registeredAt?: string;
  readonly agentConnected?: boolean;
  readonly agentVersion?: string;
  readonly runningTasksCount?: number;
  /** The groups of the running tasks, one entry a task. */
  readonly taskGroups?: readonly string[];
}

export function instance(example: InstanceExample = {}): InstanceFacts {
  const groups = example.taskGroups ?? [];
  return {
    attribute: (name) => example.attributes?.[name],
    ec2InstanceId: example.ec2InstanceId ?? 'i-00000000',
    registeredAtMs: Date.parse(example.registeredAt ?? '2020-01-01T00:00:00Z'),
    agentConnected: example.agentConnected ?? true,
    agentVersion: example.agentVersion ?? '1.95.0',
    runningTasksCount: example.runningTasksCount ?? groups.length,
    hasTaskGroup: (accepts) => groups.some(accepts),
  };
}
