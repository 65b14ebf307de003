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
  private readonly zoneCount: number;

  constructor({ zones, capacityProviders }: SimulationInput) {
    this.zoneCount = zones.length;
    this.zoneOutages = new Int32Array(zones.length);
    this.fargateShortages = new Int32Array(capacityProviders.length * zones.length);
  }

  /** Fargate can run a task of that capacity provider in that zone now. */
  canLaunchTask(capacityProvider: number, zone: number): boolean {
    return this.zoneOutages[zone] === 0 && this.fargateShortages[capacityProvider * this.zoneCount + zone] === 0;
  }
}
