import { NONE } from '../../base/units.ts';
import type { Conditions } from './conditions.ts';
import type { LoadBalancerInput } from './input/load-balancing.ts';
import type { SimulationInput } from './input.ts';

/**
 * The nodes of load balancers, one in each of their zones. A node goes down with its zone; until its name leads there
 * no more (timing.nodeFailoverMs) it loses the requests that clients send it, then the others take them over.
 */
export class LoadBalancerNodes {
  /** By load balancer: the part of its requests that is lost now, in [0, 1]. */
  readonly lostPortion: Float64Array;
  private readonly balancers: readonly LoadBalancerInput[];
  private readonly failoverMs: number;
  /** By zone: since when it is out; NaN = it is not. */
  private readonly outSinceMs: Float64Array;

  constructor({ loadBalancers, timing, zones }: SimulationInput) {
    this.balancers = loadBalancers;
    this.failoverMs = timing.nodeFailoverMs;
    this.lostPortion = new Float64Array(loadBalancers.length);
    this.outSinceMs = new Float64Array(zones.length).fill(Number.NaN);
  }

  /** Zones go out or come back, or the names of nodes have changed. */
  update({ zoneOutages }: Conditions, nowMs: number): void {
    for (let zone = 0; zone < zoneOutages.length; zone++) {
      if (zoneOutages[zone] === 0) this.outSinceMs[zone] = Number.NaN;
      else if (Number.isNaN(this.outSinceMs[zone])) this.outSinceMs[zone] = nowMs;
    }
    for (let row = 0; row < this.balancers.length; row++) {
      this.lostPortion[row] = this.portionLost(this.balancers[row].nodeZones, nowMs);
    }
  }

  /** The part of a load balancer's requests that come through its node in that zone: an even one while it is up. */
  portionOf(row: number, zone: number): number {
    const { nodeZones } = this.balancers[row];
    if (!nodeZones.includes(zone) || !Number.isNaN(this.outSinceMs[zone])) return 0;
    const up = nodeZones.filter((one) => one === NONE || Number.isNaN(this.outSinceMs[one])).length;
    return (1 - this.lostPortion[row]) / up;
  }

  /** Of the nodes that clients know: all of them where every node is down. */
  private portionLost(nodeZones: readonly number[], nowMs: number): number {
    let up = 0;
    let losing = 0;
    for (let i = 0; i < nodeZones.length; i++) {
      const sinceMs = this.outSinceMs[nodeZones[i]];
      if (!(sinceMs <= nowMs)) up++;
      else if (nowMs - sinceMs < this.failoverMs) losing++;
    }
    if (up === 0) return nodeZones.length === 0 ? 0 : 1;
    return losing / (up + losing);
  }
}
