import { SparseCounts } from './sparse-counts.ts';

/**
 * Tasks by group (`service:<name>`, `family:<family>` or a custom name), counted where placement looks.
 *
 * Two counts per group and container instance, both kept only for the groups somebody asks about:
 * - `desired`: tasks whose desiredStatus is RUNNING, what `spread` counts (P3.5, P3.11);
 * - `present`: tasks not yet STOPPED, what `distinctInstance` (P3.15) and `task:group` (P3.21) look at.
 * And the desired count per group and value of an attribute, for spread by attribute.
 */
export class TaskGroupTable {
  readonly names: readonly string[];
  /** desiredOnInstance[group], by instance; null where nobody asked. */
  readonly desiredOnInstance: (SparseCounts | null)[];
  readonly presentOnInstance: (SparseCounts | null)[];
  /** desiredByValue[group][attribute][value]: attribute = position in AttributeColumns, or null. */
  readonly desiredByValue: (Int32Array | null)[][];
  private capacity: number;

  constructor(names: readonly string[], attributeCount: number, instanceCapacity: number) {
    this.names = names;
    this.capacity = Math.max(1, instanceCapacity);
    this.desiredOnInstance = names.map(() => null);
    this.presentOnInstance = names.map(() => null);
    this.desiredByValue = names.map(() => new Array<Int32Array | null>(attributeCount).fill(null));
  }

  /** Keeps `desired` per instance from now on; before the group's first task. */
  countDesiredOnInstances(group: number): void {
    this.desiredOnInstance[group] ??= new SparseCounts(this.capacity);
  }

  /** Keeps `present` per instance from now on; before the group's first task. */
  countPresentOnInstances(group: number): void {
    this.presentOnInstance[group] ??= new SparseCounts(this.capacity);
  }

  /** Keeps `desired` per value of that attribute from now on; before the group's first task. */
  countByAttribute(group: number, attribute: number, valueCount: number): void {
    this.desiredByValue[group][attribute] ??= new Int32Array(valueCount);
  }

  /**
   * A task that should run came to (change = 1) or left (-1) the instance. `valueOnInstance`: value per attribute
   * there.
   */
  moveDesired(group: number, instance: number, valueOnInstance: readonly Int32Array[], change: 1 | -1): void {
    const onInstance = this.desiredOnInstance[group];
    if (onInstance !== null) onInstance.move(instance, change);
    const byValue = this.desiredByValue[group];
    for (let attribute = 0; attribute < byValue.length; attribute++) {
      const counts = byValue[attribute];
      if (counts !== null) counts[valueOnInstance[attribute][instance]] += change;
    }
  }

  movePresent(group: number, instance: number, change: 1 | -1): void {
    const onInstance = this.presentOnInstance[group];
    if (onInstance !== null) onInstance.move(instance, change);
  }

  /** Room for that many container instances. */
  ensureInstances(count: number): void {
    if (count <= this.capacity) return;
    while (this.capacity < count) this.capacity *= 2;
    for (let group = 0; group < this.names.length; group++) {
      this.desiredOnInstance[group]?.ensure(this.capacity);
      this.presentOnInstance[group]?.ensure(this.capacity);
    }
  }
}
