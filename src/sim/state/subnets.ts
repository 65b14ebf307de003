import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { SubnetInput } from './input/network.ts';
import { FIRST_SUBNET, type UseLog } from './use-log.ts';

/** Of a subnet whose block nobody gave. */
const UNLIMITED = 0x7fffffff;

/**
 * The addresses of each subnet: how many there are for instances and tasks, and how many are taken (P12.3).
 */
export class SubnetTable {
  readonly count: number;
  readonly zone: Int32Array;
  /** For instances and tasks: usable ones less those held by load balancers, endpoints and NAT gateways. */
  readonly limit: Int32Array;
  readonly taken: Int32Array;
  readonly takenMax: Int32Array;
  private readonly useLog: UseLog | null;

  constructor(subnets: readonly SubnetInput[], useLog: UseLog | null) {
    this.useLog = useLog;
    this.count = subnets.length;
    this.zone = Int32Array.from(subnets, ({ zone }) => zone);
    this.limit = Int32Array.from(subnets, ({ usableAddresses, heldAddresses }) =>
      usableAddresses === null ? UNLIMITED : Math.max(0, usableAddresses - heldAddresses),
    );
    this.taken = new Int32Array(this.count);
    this.takenMax = new Int32Array(this.count);
  }

  isFull(row: number): boolean {
    return this.taken[row] >= this.limit[row];
  }

  /** Of these subnets in that zone the one with the most free addresses, the first of equals; NONE = none is there. */
  roomiest(rows: readonly number[], zone: number): number {
    let best = NONE;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (this.zone[row] !== zone) continue;
      if (best === NONE || this.limit[row] - this.taken[row] > this.limit[best] - this.taken[best]) best = row;
    }
    return best;
  }

  take(row: number, nowMs: number): void {
    assert(!this.isFull(row), 'an address was taken of a subnet that has none left');
    this.taken[row]++;
    if (this.taken[row] > this.takenMax[row]) this.takenMax[row] = this.taken[row];
    this.useLog?.add(FIRST_SUBNET + row, 1, nowMs);
  }

  release(row: number, nowMs: number): void {
    assert(this.taken[row] > 0, 'an address was given back twice');
    this.taken[row]--;
    this.useLog?.add(FIRST_SUBNET + row, -1, nowMs);
  }
}
