/**
 * The services that found no room and look again when some is freed: a mark per service, and how many there are, so
 * that the usual case, nobody, costs one comparison per stopped task.
 */
export class BlockedServices {
  /** Services marked. */
  count = 0;
  private readonly marks: Uint8Array;

  constructor(serviceCount: number) {
    this.marks = new Uint8Array(serviceCount);
  }

  has(service: number): boolean {
    return this.marks[service] === 1;
  }

  set(service: number, isBlocked: boolean): void {
    const mark = isBlocked ? 1 : 0;
    this.count += mark - this.marks[service];
    this.marks[service] = mark;
  }
}
