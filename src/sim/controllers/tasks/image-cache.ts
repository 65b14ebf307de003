import { SECOND_MS } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { AgentImagesInput, ImageCleanupInput } from '../../state/input/images.ts';
import type { SimulationInput } from '../../state/input.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';

/**
 * Which images and shared layers are on which container instance, and from when (P10.1, P2.13). A task that asks for
 * what another one is pulling waits for that pull. The agent's clean-up is worked out when somebody next asks for an
 * image of the instance: until then nobody can tell.
 */
export class ImageCache {
  /** Of the last pull: MiB transferred from ECR and from other registries. */
  ecrMiB = 0;
  otherMiB = 0;
  /** The last pull found no room: its images are not there (P12). */
  isDiskFull = false;
  /** Entry instance × images + image: when its own layers are there; Infinity = they are not. */
  private readyAtMs = new Float64Array(0);
  /** By the same: containers that use it, running or stopped; and when the last one was stopped. */
  private users = new Int32Array(0);
  private unusedSinceMs = new Float64Array(0);
  /** Entry instance × layers + layer. */
  private layerReadyAtMs = new Float64Array(0);
  /** By instance: compressed MiB of what is there. */
  private storedMiB = new Float64Array(0);
  /** By instance: the last cycle of its clean-up that was worked out. */
  private cleanedAtMs = new Float64Array(0);
  private readonly imageCount: number;
  private readonly layerCount: number;
  private readonly cluster: ClusterState;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.imageCount = cluster.input.images.length;
    this.layerCount = cluster.input.layers.length;
  }

  /**
   * How long that task's images take to be on that instance, pulled one after the other (P10.2), in whole ms. From now
   * on they are in use there, until `release`.
   */
  pullMs(taskDefinition: number, instance: number, nowMs: number): number {
    this.prepare(instance, nowMs);
    const { images } = this.cluster.input.taskDefinitions[taskDefinition];
    let readyAtMs = nowMs;
    this.ecrMiB = 0;
    this.otherMiB = 0;
    this.isDiskFull = false;
    for (let i = 0; i < images.length; i++) {
      this.users[instance * this.imageCount + images[i]]++;
      readyAtMs = Math.max(readyAtMs, this.pullOne(images[i], instance, readyAtMs));
    }
    return readyAtMs - nowMs;
  }

  /** Whether the start asks no registry: every image is there, and the agent looks for no newer one (P2.13). */
  needsNoRegistry(taskDefinition: number, instance: number, nowMs: number): boolean {
    this.prepare(instance, nowMs);
    const { images } = this.cluster.input.taskDefinitions[taskDefinition];
    if (images.length > 0 && this.agentOf(instance).pullBehavior === 'always') return false;
    for (let i = 0; i < images.length; i++) {
      if (this.readyAtMs[instance * this.imageCount + images[i]] > nowMs) return false;
    }
    return true;
  }

  /** The task that `pullMs` was asked for is STOPPED. */
  release(taskDefinition: number, instance: number, nowMs: number): void {
    const { images } = this.cluster.input.taskDefinitions[taskDefinition];
    for (let i = 0; i < images.length; i++) {
      const cell = instance * this.imageCount + images[i];
      this.users[cell]--;
      this.unusedSinceMs[cell] = nowMs;
    }
  }

  /** Transfers what of the image is missing, from `startMs` on; returns when all of it is there. */
  private pullOne(image: number, instance: number, startMs: number): number {
    const { images, layers } = this.cluster.input;
    const { compressedMiB, sharedLayers, isInEcr } = images[image];
    const cell = instance * this.imageCount + image;
    if (this.readyAtMs[cell] !== Number.POSITIVE_INFINITY) return this.readyAtMs[cell];
    let missingMiB = compressedMiB;
    let awaitedAtMs = startMs;
    for (let i = 0; i < sharedLayers.length; i++) {
      const layerReadyAtMs = this.layerReadyAtMs[instance * this.layerCount + sharedLayers[i]];
      if (layerReadyAtMs === Number.POSITIVE_INFINITY) missingMiB += layers[sharedLayers[i]].compressedMiB;
      else awaitedAtMs = Math.max(awaitedAtMs, layerReadyAtMs);
    }
    if (isInEcr) this.ecrMiB += missingMiB;
    else this.otherMiB += missingMiB;
    const readyAtMs = Math.max(awaitedAtMs, startMs + this.transferMs(missingMiB, instance));
    if (this.storedMiB[instance] + missingMiB > this.storageOf(instance)) {
      this.isDiskFull = true;
      return readyAtMs;
    }
    this.storedMiB[instance] += missingMiB;
    this.readyAtMs[cell] = readyAtMs;
    for (let i = 0; i < sharedLayers.length; i++) {
      const layerCell = instance * this.layerCount + sharedLayers[i];
      if (this.layerReadyAtMs[layerCell] === Number.POSITIVE_INFINITY) this.layerReadyAtMs[layerCell] = readyAtMs;
    }
    return readyAtMs;
  }

  private transferMs(compressedMiB: number, instance: number): number {
    const { containerInstances, input } = this.cluster;
    const { pullMiBPerSecond } = input.launchTemplates[containerInstances.launchTemplate[instance]];
    return transferMs(compressedMiB, pullMiBPerSecond, input.timing.unpackMiBPerSecond);
  }

  /** Room for the instance, and its clean-up up to now. */
  private prepare(instance: number, nowMs: number): void {
    this.ensure(instance);
    const { cleanup } = this.agentOf(instance);
    if (cleanup !== null) this.cleanUp(instance, cleanup, nowMs);
  }

  /**
   * The cycles of the clean-up since the last look (P2.13): each removes up to so many images, those first that are
   * unused for longest. A cycle without anything to remove is skipped, so that the loop ends with the images.
   */
  private cleanUp(instance: number, cleanup: ImageCleanupInput, nowMs: number): void {
    const { intervalMs, imagesPerCycle } = cleanup;
    if (nowMs < this.cleanedAtMs[instance] + intervalMs) return;
    const startMs = this.cluster.containerInstances.registeredAtMs[instance];
    for (;;) {
      const dueAtMs = Math.max(this.firstRemovableAtMs(instance, cleanup), this.cleanedAtMs[instance] + 1);
      const cycleMs = startMs + Math.ceil((dueAtMs - startMs) / intervalMs) * intervalMs;
      if (cycleMs > nowMs) break;
      for (let removed = 0; removed < imagesPerCycle; removed++) {
        const image = this.longestUnused(instance, cleanup, cycleMs);
        if (image < 0) break;
        this.remove(instance, image);
      }
      this.cleanedAtMs[instance] = cycleMs;
    }
    this.cleanedAtMs[instance] = startMs + Math.floor((nowMs - startMs) / intervalMs) * intervalMs;
  }

  /** When the first unused image on the instance may be removed; Infinity where none is unused. */
  private firstRemovableAtMs(instance: number, cleanup: ImageCleanupInput): number {
    let first = Number.POSITIVE_INFINITY;
    for (let image = 0; image < this.imageCount; image++) {
      const atMs = this.removableAtMs(instance * this.imageCount + image, cleanup);
      if (atMs < first) first = atMs;
    }
    return first;
  }

  private longestUnused(instance: number, cleanup: ImageCleanupInput, nowMs: number): number {
    let best = -1;
    let since = Number.POSITIVE_INFINITY;
    for (let image = 0; image < this.imageCount; image++) {
      const cell = instance * this.imageCount + image;
      if (this.removableAtMs(cell, cleanup) > nowMs || this.unusedSinceMs[cell] >= since) continue;
      best = image;
      since = this.unusedSinceMs[cell];
    }
    return best;
  }

  private removableAtMs(cell: number, { minimumAgeMs, containersKeptMs }: ImageCleanupInput): number {
    if (this.users[cell] > 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.readyAtMs[cell] + minimumAgeMs, this.unusedSinceMs[cell] + containersKeptMs);
  }

  /** Its own layers go, and those that no other image there has. */
  private remove(instance: number, image: number): void {
    const { images, layers } = this.cluster.input;
    const { sharedLayers, compressedMiB } = images[image];
    this.readyAtMs[instance * this.imageCount + image] = Number.POSITIVE_INFINITY;
    this.storedMiB[instance] -= compressedMiB;
    for (let i = 0; i < sharedLayers.length; i++) {
      if (this.hasLayer(instance, sharedLayers[i])) continue;
      this.layerReadyAtMs[instance * this.layerCount + sharedLayers[i]] = Number.POSITIVE_INFINITY;
      this.storedMiB[instance] -= layers[sharedLayers[i]].compressedMiB;
    }
  }

  /** Whether an image on the instance has the layer. */
  private hasLayer(instance: number, layer: number): boolean {
    const { images } = this.cluster.input;
    for (let image = 0; image < this.imageCount; image++) {
      if (this.readyAtMs[instance * this.imageCount + image] === Number.POSITIVE_INFINITY) continue;
      const { sharedLayers } = images[image];
      for (let i = 0; i < sharedLayers.length; i++) {
        if (sharedLayers[i] === layer) return true;
      }
    }
    return false;
  }

  private storageOf(instance: number): number {
    const { containerInstances, input } = this.cluster;
    return input.launchTemplates[containerInstances.launchTemplate[instance]].imageStorageMiB;
  }

  private agentOf(instance: number): AgentImagesInput {
    const { containerInstances, input } = this.cluster;
    return input.launchTemplates[containerInstances.launchTemplate[instance]].agentImages;
  }

  private ensure(instance: number): void {
    const had = this.cleanedAtMs.length;
    if (instance < had) return;
    const count = Math.max(instance + 1, had * 2);
    this.cleanedAtMs = growFloat64(this.cleanedAtMs, count);
    this.cleanedAtMs.fill(Number.NEGATIVE_INFINITY, had);
    this.storedMiB = growFloat64(this.storedMiB, count);
    this.readyAtMs = growFloat64(this.readyAtMs, count * this.imageCount);
    this.readyAtMs.fill(Number.POSITIVE_INFINITY, had * this.imageCount);
    this.layerReadyAtMs = growFloat64(this.layerReadyAtMs, count * this.layerCount);
    this.layerReadyAtMs.fill(Number.POSITIVE_INFINITY, had * this.layerCount);
    this.users = growInt32(this.users, count * this.imageCount);
    this.unusedSinceMs = growFloat64(this.unusedSinceMs, count * this.imageCount);
  }
}

/** Transfer, then unpack (0 = included in the transfer), in whole ms. */
export function transferMs(compressedMiB: number, pullMiBPerSecond: number, unpackMiBPerSecond: number): number {
  const unpackSeconds = unpackMiBPerSecond === 0 ? 0 : compressedMiB / unpackMiBPerSecond;
  return Math.round((compressedMiB / pullMiBPerSecond + unpackSeconds) * SECOND_MS);
}

/** What of the image at a position is not in one of those before it: its own layers, and shared ones that they lack. */
export function missingOnFargateMiB(input: SimulationInput, images: readonly number[], position: number): number {
  const { compressedMiB, sharedLayers } = input.images[images[position]];
  let missingMiB = compressedMiB;
  for (let i = 0; i < sharedLayers.length; i++) {
    let isThere = false;
    for (let before = 0; before < position; before++) {
      const others = input.images[images[before]].sharedLayers;
      for (let j = 0; j < others.length; j++) isThere ||= others[j] === sharedLayers[i];
    }
    if (!isThere) missingMiB += input.layers[sharedLayers[i]].compressedMiB;
  }
  return missingMiB;
}
