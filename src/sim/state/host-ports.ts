import type { HostPort } from './input.ts';

/** At most so many host ports are reserved on an instance, the agent's own included (P1.28). */
export const HOST_PORTS_MAX = 100;

/**
 * The static host ports that anything in the input names, each a bit: an instance's taken ports and a task's wanted
 * ones are then masks of a few 32-bit words, and a conflict (P1.26: instance, protocol, port) is one AND per word.
 */
export class HostPortIndex {
  /** 32-bit words of a mask; 0 when no task uses a static host port. */
  readonly words: number;
  private readonly bitOf = new Map<string, number>();

  /** Only ports that tasks ask for get a bit: others can never conflict. */
  constructor(portsOfTasks: Iterable<HostPort>) {
    for (const port of portsOfTasks) {
      const key = keyOf(port);
      if (!this.bitOf.has(key)) this.bitOf.set(key, this.bitOf.size);
    }
    this.words = Math.ceil(this.bitOf.size / 32);
  }

  /** The mask of these ports; those without a bit are left out. */
  maskOf(ports: Iterable<HostPort>): Int32Array<ArrayBuffer> {
    const mask = new Int32Array(this.words);
    for (const port of ports) {
      const bit = this.bitOf.get(keyOf(port));
      if (bit !== undefined) mask[bit >> 5] |= 1 << (bit & 31);
    }
    return mask;
  }
}

function keyOf(port: HostPort): string {
  return `${port.protocol}/${port.port}`;
}
