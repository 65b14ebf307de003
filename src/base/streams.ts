import alea from 'seedrandom/lib/alea.js';

/** Uniform on [0, 1). */
export type RandomStream = () => number;

/**
 * Named random streams, each seeded from the scenario's seed and its own name: adding a consumer disturbs no other,
 * and two variants of a scenario meet the very same traffic. The generator is seedrandom's alea, from its own
 * file: the package's entry loads node:crypto, for seeds that nobody gave.
 */
export class Streams {
  private readonly seed: string;
  private readonly streams = new Map<string, RandomStream>();

  constructor(seed: number | string) {
    this.seed = String(seed);
  }

  /** The stream of that name; the same object at every call. */
  get(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = alea(`${this.seed}/${name}`);
      this.streams.set(name, stream);
    }
    return stream;
  }
}
