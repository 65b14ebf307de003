import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { ManagedInstanceChoice } from '../../../../src/sim/controllers/capacity/managed-instance-choice.ts';
import { definition, input, service } from '../../builders.ts';
import { MANAGED_TEMPLATES, managedProvider } from '../../managed.ts';

function choiceOf(count: number, { cpuUnits = 1024, isAlone = 0 } = {}) {
  const provider = managedProvider();
  const { cluster } = assembleEngine(
    input({
      launchTemplates: MANAGED_TEMPLATES,
      capacityProviders: [provider],
      taskDefinitions: [definition({ cpuUnits, memoryMiB: 1024 })],
      services: [service()],
    }),
  );
  const choice = new ManagedInstanceChoice(cluster, Uint8Array.of(isAlone));
  const template = choice.choose(provider.managedInstances!, Int32Array.of(0), Int32Array.of(count), 1, 0);
  return [template, choice.taken[0]];
}

describe('ManagedInstanceChoice', () => {
  it('takes the least price for what it holds of the tasks, and of equal ones the largest', () => {
    expect(choiceOf(1)).toEqual([1, 1]);
    expect(choiceOf(3)).toEqual([1, 2]);
    expect(choiceOf(20)).toEqual([3, 16]);
  });

  it('takes a type that holds the task, and none where there is none', () => {
    expect(choiceOf(1, { cpuUnits: 4096 })).toEqual([3, 1]);
    expect(choiceOf(1, { cpuUnits: 20_000 })).toEqual([NONE, 0]);
  });

  it('P3.15: counts one task of those that want an instance each', () => {
    expect(choiceOf(20, { isAlone: 1 })).toEqual([1, 1]);
  });
});
