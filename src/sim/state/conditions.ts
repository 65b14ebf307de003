import type { SimulationInput } from './input.ts';

/**
 * What the world outside the cluster cannot give at this instant. Each is a count of the incidents that are going on,
 * so that those that overlap end one by one.
 */
export class Conditions {
  /** By zone: outages. */
  readonly zoneOutages: Int32Array;
  /** By launch template: EC2 has no such instance there, or its zone is out. */
  readonly templateShortages: Int32Array;
  /** By capacity provider and zone, entry provider × zones + zone: Fargate has no capacity. */
  readonly fargateShortages: Int32Array;
  registryOutages = 0;
  private readonly zoneCount: number;

  constructor({ zones, launchTemplates, capacityProviders }: SimulationInput) {
    this.zoneCount = zones.length;
    this.zoneOutages = new Int32Array(zones.length);
    this.templateShortages = new Int32Array(launchTemplates.length);
    this.fargateShortages = new Int32Array(capacityProviders.length * zones.length);
  }

  /** EC2 can launch an instance of that template now. */
  canLaunchInstance(template: number): boolean {
    return this.templateShortages[template] === 0;
  }

  /** Fargate can run a task of that capacity provider in that zone now. */
  canLaunchTask(capacityProvider: number, zone: number): boolean {
    return this.zoneOutages[zone] === 0 && this.fargateShortages[capacityProvider * this.zoneCount + zone] === 0;
  }
}
