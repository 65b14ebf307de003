import type { ImageInput } from '../../sim/state/input.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import type { ImageSizes } from '../scenario.ts';

/** The images of one cluster, each name once. */
export class ImageTable {
  readonly rows: ImageInput[] = [];
  private readonly sizes: ImageSizes;
  private readonly rowOf = new Map<string, number>();

  constructor(sizes: ImageSizes) {
    this.sizes = sizes;
  }

  /** Rows of the distinct images of a task definition, in the order of its containers. */
  rowsOf({ containerDefinitions }: TaskDefinition): number[] {
    return [...new Set(containerDefinitions.map(({ image }) => this.rowFor(image)))];
  }

  private rowFor(name: string): number {
    const known = this.rowOf.get(name);
    if (known !== undefined) return known;
    const compressedMiB = imageMiB(this.sizes, name);
    this.rowOf.set(name, this.rows.length);
    return this.rows.push({ name, compressedMiB }) - 1;
  }
}

/** The size stated for the image with its tag, else without it, else the default. */
export function imageMiB({ compressedMiB, defaultMiB }: ImageSizes, image: string): number {
  return compressedMiB[image] ?? compressedMiB[withoutTag(image)] ?? defaultMiB;
}

/** `registry:5000/shop/web:1.2@sha256:…` is `registry:5000/shop/web`. */
export function withoutTag(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
