import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAINS, parseChain } from '../../src/packing/strategy-chains.ts';
import { REFERENCE_STRATEGIES } from '../../src/placement/registry.ts';

describe('a chain of strategies', () => {
  it('reads ECS strategies with their fields, joined by +', () => {
    expect(parseChain('spread(attribute:ecs.availability-zone) + binpack(memory)')).toEqual({
      name: 'spread(attribute:ecs.availability-zone) + binpack(memory)',
      strategies: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      isEcs: true,
    });
  });

  it("is not ECS's with one that ECS does not have", () => {
    expect(parseChain('spread(instanceId)+best-fit')).toMatchObject({ isEcs: false });
  });

  it.each([
    ['binpak(cpu)', 'binpack'],
    ['best-fitt', 'best-fit'],
    ['best-fit(cpu)', 'best-fit'],
    ['binpack(memry)', 'memory'],
    ['', undefined],
  ])('%j is refused, with the nearest name %s', (text, suggestion) => {
    const parsed = parseChain(text);
    expect(parsed).toHaveProperty('expected');
    expect(parsed).toHaveProperty('suggestion', suggestion);
  });

  it('every default can be read, and every strategy of the registry is among them', () => {
    const parsed = DEFAULT_CHAINS.map(parseChain);
    expect(parsed.filter((one) => 'expected' in one)).toEqual([]);
    const types = parsed.flatMap((one) => ('strategies' in one ? one.strategies.map(({ type }) => type) : []));
    expect([...new Set(types)].sort()).toEqual(
      ['binpack', 'random', 'spread', ...Object.keys(REFERENCE_STRATEGIES)].sort(),
    );
  });
});
