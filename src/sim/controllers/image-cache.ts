import { SECOND_MS } from '../../base/units.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { growFloat64 } from '../state/rows.ts';

/**
 * Which image is on which container instance, and from when (P10.1, P2.13). A task that asks for an image that another
 * one is pulling waits for that pull. Images stay: the agent's clean-up of unused ones is left out (docs/model.md).
 */
export class ImageCache {
  /** Entry instance × images + image: when the pull is done; Infinity = not there. */
  private readyAtMs: Float64Array;
  private readonly imageCount: number;
  private readonly cluster: ClusterState;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.imageCount = cluster.input.images.length;
    this.readyAtMs = new Float64Array(0);
  }

  /** How long that task's images take to be on that instance, pulled one after the other (P10.2), in whole ms. */
  pullMs(taskDefinition: number, instance: number, nowMs: number): number {
    this.ensure(instance);
    const { containerInstances, input } = this.cluster;
    const { pullMiBPerSecond } = input.launchTemplates[containerInstances.launchTemplate[instance]];
    const { images } = input.taskDefinitions[taskDefinition];
    let readyAtMs = nowMs;
    for (let i = 0; i < images.length; i++) {
      const cell = instance * this.imageCount + images[i];
      if (this.readyAtMs[cell] === Number.POSITIVE_INFINITY) {
        const { compressedMiB } = input.images[images[i]];
        this.readyAtMs[cell] = readyAtMs + transferMs(compressedMiB, pullMiBPerSecond, input.timing.unpackMiBPerSecond);
      }
      readyAtMs = Math.max(readyAtMs, this.readyAtMs[cell]);
    }
    return readyAtMs - nowMs;
  }

  /** Whether every image of the definition is on the instance: nothing is to be pulled. */
  isCached(taskDefinition: number, instance: number, nowMs: number): boolean {
    this.ensure(instance);
    const { images } = this.cluster.input.taskDefinitions[taskDefinition];
    for (let i = 0; i < images.length; i++) {
      if (this.readyAtMs[instance * this.imageCount + images[i]] > nowMs) return false;
    }
    return true;
  }

  private ensure(instance: number): void {
    const needed = (instance + 1) * this.imageCount;
    const had = this.readyAtMs.length;
    if (needed <= had) return;
    this.readyAtMs = growFloat64(this.readyAtMs, Math.max(needed, had * 2));
    this.readyAtMs.fill(Number.POSITIVE_INFINITY, had);
  }
}

/** Transfer, then unpack (0 = included in the transfer), in whole ms. */
export function transferMs(compressedMiB: number, pullMiBPerSecond: number, unpackMiBPerSecond: number): number {
  const unpackSeconds = unpackMiBPerSecond === 0 ? 0 : compressedMiB / unpackMiBPerSecond;
  return Math.round((compressedMiB / pullMiBPerSecond + unpackSeconds) * SECOND_MS);
}
