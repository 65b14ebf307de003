import { MIB_PER_GIB } from '../../base/units.ts';
import type { ImageInput, LayerInput } from '../../sim/state/input/images.ts';
import { isInEcr } from '../ecs/start-needs.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import type { Fleet, ImageSizes } from '../scenario.ts';

/** From 250 MB on lazy loading is worth it (P8.6). */
const LAZY_FROM_MIB = 250e6 / 2 ** 20;

/** The images of one cluster, each name once, and the layers that they share. */
export class ImageTable {
  readonly rows: ImageInput[] = [];
  readonly layers: LayerInput[] = [];
  private readonly sizes: ImageSizes;
  private readonly region: string;
  private readonly rowOf = new Map<string, number>();

  constructor(sizes: ImageSizes, region: string) {
    this.sizes = sizes;
    this.region = region;
  }

  /** Rows of the distinct images of a task definition, in the order of its containers. */
  rowsOf({ containerDefinitions }: TaskDefinition): number[] {
    return [...new Set(containerDefinitions.map(({ image }) => this.rowFor(image)))];
  }

  /** Compressed MiB in ECR of those whose size the scenario states, a shared layer once (P9.9). */
  ecrStoredMiB(): number {
    const stored = this.rows.filter(({ name, isInEcr: isThere }) => isThere && hasSize(this.sizes, name));
    const layers = new Set(stored.flatMap(({ sharedLayers }) => sharedLayers));
    const ofLayers = [...layers].reduce((sum, row) => sum + this.layers[row]!.compressedMiB, 0);
    return stored.reduce((sum, { compressedMiB }) => sum + compressedMiB, ofLayers);
  }

  private rowFor(name: string): number {
    const known = this.rowOf.get(name);
    if (known !== undefined) return known;
    const layers = this.sizes.layers[name] ?? this.sizes.layers[withoutTag(name)] ?? [];
    const sharedLayers = layers.map((layer) => this.layerRow(layer));
    const sharedMiB = layers.reduce((sum, { compressedMiB }) => sum + compressedMiB, 0);
    const compressedMiB = imageMiB(this.sizes, name) - sharedMiB;
    this.rowOf.set(name, this.rows.length);
    const isLazy = hasSociIndex(this.sizes, name) && imageMiB(this.sizes, name) >= LAZY_FROM_MIB;
    return this.rows.push({ name, compressedMiB, sharedLayers, isInEcr: isInEcr(name, this.region), isLazy }) - 1;
  }

  private layerRow(layer: LayerInput): number {
    const known = this.layers.findIndex(({ digest }) => digest === layer.digest);
    return known >= 0 ? known : this.layers.push(layer) - 1;
  }
}

/** The size stated for the image with its tag, else without it, else the default. */
export function imageMiB({ compressedMiB, defaultMiB }: ImageSizes, image: string): number {
  return compressedMiB[image] ?? compressedMiB[withoutTag(image)] ?? defaultMiB;
}

/** Compressed MiB that fit on the root volume of an instance, unpacked, beside the operating system (P2.13, P12). */
export function instanceStorageMiB(
  { rootVolumeGiB, rootVolumeUsedGiB }: Pick<Fleet, 'rootVolumeGiB' | 'rootVolumeUsedGiB'>,
  { unpackedRatio }: ImageSizes,
): number {
  return (Math.max(0, rootVolumeGiB - rootVolumeUsedGiB) * MIB_PER_GIB) / unpackedRatio;
}

/** Compressed MiB that fit into the storage of a Fargate task, where they lie compressed and unpacked (P1.15). */
export function fargateStorageMiB(ephemeralStorageGiB: number, { unpackedRatio }: ImageSizes): number {
  return (ephemeralStorageGiB * MIB_PER_GIB) / (1 + unpackedRatio);
}

function hasSociIndex({ sociIndexed }: ImageSizes, image: string): boolean {
  return sociIndexed.includes(image) || sociIndexed.includes(withoutTag(image));
}

function hasSize({ compressedMiB }: ImageSizes, image: string): boolean {
  return (compressedMiB[image] ?? compressedMiB[withoutTag(image)]) !== undefined;
}

/** `registry:5000/shop/web:1.2@sha256:…` is `registry:5000/shop/web`. */
export function withoutTag(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
