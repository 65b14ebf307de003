import { NONE } from '../../base/units.ts';
import type { ZonesOutInput } from './input/network.ts';
import type { SimulationInput } from './input.ts';

/**
 * What the world outside the cluster cannot give at this instant. Each is a count of the incidents that are going on,
 * so that those that overlap end one by one.
 */
export class Conditions {
  /** By zone: outages. */
  readonly zoneOutages: Int32Array;
  /** By capacity provider and zone, entry provider × zones + zone: Fargate has no capacity. */
  readonly fargateShortages: Int32Array;
  registryOutages = 0;
  /** Row in network.zonesOut: the zones that are out now; NONE = none is. */
  zonesOut = NONE;
  private readonly zoneCount: number;
  private readonly sets: readonly ZonesOutInput[];

  constructor({ zones, capacityProviders, network }: SimulationInput) {
    this.zoneCount = zones.length;
    this.sets = network.zonesOut;
    this.zoneOutages = new Int32Array(zones.length);
    this.fargateShortages = new Int32Array(capacityProviders.length * zones.length);
  }

  /** An outage of the zone begins (1) or ends (-1). */
  changeZone(zone: number, step: 1 | -1): void {
    this.zoneOutages[zone] += step;
    this.zonesOut = this.sets.findIndex(({ zones }) =>
      this.zoneOutages.every((outages, row) => outages > 0 === zones.includes(row)),
    );
  }

  /** Fargate can run a task of that capacity provider in that zone now. */
  canLaunchTask(capacityProvider: number, zone: number): boolean {
    return this.zoneOutages[zone] === 0 && this.fargateShortages[capacityProvider * this.zoneCount + zone] === 0;
  }
}
