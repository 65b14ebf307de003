/**
 * A piecewise constant curve: `values[i]` holds from `atMs[i]` until `atMs[i + 1]`.
 * `atMs[0]` is 0. With `periodMs` > 0 it repeats after that long, else its last value holds for ever.
 */
export interface Curve {
  readonly atMs: Float64Array;
  readonly values: Float64Array;
  readonly periodMs: number;
}
