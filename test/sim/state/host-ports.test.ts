import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostPortIndex } from '../../../src/sim/state/host-ports.ts';
import type { HostPort } from '../../../src/sim/state/input.ts';

const port = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  port: fc.integer({ min: 1, max: 90 }),
});
const conflicts = (one: readonly HostPort[], other: readonly HostPort[]) =>
  one.some((a) => other.some((b) => a.protocol === b.protocol && a.port === b.port));

describe('HostPortIndex', () => {
  it('P1.26: two masks overlap exactly when a protocol and host port are in both', () => {
    fc.assert(
      fc.property(fc.array(fc.array(port, { maxLength: 40 }), { minLength: 2, maxLength: 4 }), (lists) => {
        const index = new HostPortIndex(lists.flat());
        const [one, other] = [lists[0]!, lists[1]!];
        const a = index.maskOf(one);
        const b = index.maskOf(other);
        expect(a.some((word, i) => (word & b[i]!) !== 0)).toBe(conflicts(one, other));
      }),
    );
  });

  it('P1.26: the same number on tcp and udp is no conflict', () => {
    const index = new HostPortIndex([
      { protocol: 'tcp', port: 53 },
      { protocol: 'udp', port: 53 },
    ]);
    expect(index.maskOf([{ protocol: 'tcp', port: 53 }])).not.toEqual(index.maskOf([{ protocol: 'udp', port: 53 }]));
  });

  it('costs no word when no task has a static host port, whatever the agent holds', () => {
    const index = new HostPortIndex([]);
    expect(index.words).toBe(0);
    expect(index.maskOf([{ protocol: 'tcp', port: 22 }])).toHaveLength(0);
  });

  it('has 32 ports in a word and the 33rd in the next', () => {
    const ports = Array.from({ length: 33 }, (_, i) => ({ protocol: 'tcp' as const, port: 8000 + i }));
    const index = new HostPortIndex(ports);
    expect(index.words).toBe(2);
    expect([...index.maskOf(ports)]).toEqual([-1, 1]);
  });
});
