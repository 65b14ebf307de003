/** Changes that are remembered; who has not looked for longer looks at everything. */
const REMEMBERED = 1 << 14;

/**
 * Which container instances changed, in order, so that what is derived from them (an index of placement) can catch up
 * when it is next asked, instead of being told each time. A reader keeps the `count` up to which it has looked.
 */
export class InstanceChanges {
  /** Changes since the start. */
  count = 0;
  private readonly rows = new Int32Array(REMEMBERED);

  /** What placement reads of that row has changed: resources, tasks, status or agent. */
  add(row: number): void {
    this.rows[this.count % REMEMBERED] = row;
    this.count++;
  }

  /** True when every change from number `since` on is still remembered. */
  reaches(since: number): boolean {
    return this.count - since <= REMEMBERED;
  }

  /** The row of change number `change`, counted from 0. */
  row(change: number): number {
    return this.rows[change % REMEMBERED];
  }
}
