/** Chains of strategies as a user writes them: `spread(instanceId)+binpack(memory)`, `best-fit`. */
import { nearest } from '../base/nearest.ts';
import { REFERENCE_STRATEGIES, type ReferenceStrategyInput } from '../placement/registry.ts';
import { strategyFaults, toPlacementStrategy } from '../scenario/ecs/placement.ts';
import type { PlacementStrategyInput } from '../sim/state/input.ts';

/** Strategies in the order in which they narrow (P3.8). */
export interface StrategyChain {
  /** As a user writes it. */
  readonly name: string;
  readonly strategies: readonly (PlacementStrategyInput | ReferenceStrategyInput)[];
  /** Whether a service of ECS can have it. */
  readonly isEcs: boolean;
}

/** What is wrong with one, in words for an issue. */
export interface ChainFault {
  readonly expected: string;
  readonly suggestion: string | undefined;
}

const ECS_TYPES = ['binpack', 'random', 'spread'] as const;
const TYPES = [...ECS_TYPES, ...Object.keys(REFERENCE_STRATEGIES)];

/** ECS's own and their chains, then those of the literature and of other schedulers. */
export const DEFAULT_CHAINS: readonly string[] = [
  'binpack(cpu)',
  'binpack(memory)',
  'binpack(cpu)+binpack(memory)',
  'binpack(memory)+binpack(cpu)',
  'spread(instanceId)',
  'spread(instanceId)+binpack(memory)',
  'random',
  ...Object.keys(REFERENCE_STRATEGIES),
];

/** Reads one chain. */
export function parseChain(text: string): StrategyChain | ChainFault {
  const parts = text.split('+').map(parsePart);
  const strategies: (PlacementStrategyInput | ReferenceStrategyInput)[] = [];
  for (const part of parts) {
    if ('expected' in part) return part;
    strategies.push(part);
  }
  return { name: text, strategies, isEcs: strategies.every(({ type }) => isEcsType(type)) };
}

function parsePart(text: string): PlacementStrategyInput | ReferenceStrategyInput | ChainFault {
  const [, type = '', field] = /^\s*([\w-]+)\s*(?:\((.*)\))?\s*$/.exec(text) ?? [];
  if (isEcsType(type)) return parseEcs(type, field);
  if (isReferenceType(type) && field === undefined) return { type };
  const suggestion = isReferenceType(type) ? type : nearest(type, TYPES);
  return { expected: `strategies joined by +, each one of ${TYPES.join(' | ')}`, suggestion };
}

function parseEcs(type: (typeof ECS_TYPES)[number], field: string | undefined): PlacementStrategyInput | ChainFault {
  const input = field === undefined ? { type } : { type, field };
  const [fault] = strategyFaults([input], []);
  if (fault !== undefined) return { expected: `${type}(…) with ${fault.expected}`, suggestion: fault.suggestion };
  return toPlacementStrategy([input])[0];
}

function isEcsType(type: string): type is (typeof ECS_TYPES)[number] {
  return (ECS_TYPES as readonly string[]).includes(type);
}

function isReferenceType(type: string): type is ReferenceStrategyInput['type'] {
  return type in REFERENCE_STRATEGIES;
}
