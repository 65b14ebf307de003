import type { RandomStream } from './streams.ts';

/**
 * Exponential numbers of mean 1 by the ziggurat of G. Marsaglia and W. W. Tsang (Journal of Statistical Software 5,
 * 2000): 255 layers of one area below e^(−x), and the tail. A uniform number picks a layer and a place in it; 98.9 %
 * of the places lie below the curve for sure and need no logarithm, which takes longer than all the rest
 * (docs/decisions/0013). For draws by the million; others take createSampler.
 */

const LAYERS = 256;
/** Where the tail starts, and the area of a layer, for 256 of them. */
const TAIL_STARTS = 7.69711747013105;
const AREA = 0.003949659822581557;

/** By layer: its width, the part of it that is below the curve for sure, and the height of the curve at its end. */
const WIDTHS = new Float64Array(LAYERS);
const SURE = new Float64Array(LAYERS);
const HEIGHTS = new Float64Array(LAYERS);

WIDTHS[0] = AREA / Math.exp(-TAIL_STARTS);
WIDTHS[LAYERS - 1] = TAIL_STARTS;
HEIGHTS[0] = 1;
HEIGHTS[LAYERS - 1] = Math.exp(-TAIL_STARTS);
SURE[0] = TAIL_STARTS / WIDTHS[0];
for (let layer = LAYERS - 2; layer > 0; layer--) {
  WIDTHS[layer] = -Math.log(AREA / WIDTHS[layer + 1] + HEIGHTS[layer + 1]);
  HEIGHTS[layer] = Math.exp(-WIDTHS[layer]);
  SURE[layer + 1] = WIDTHS[layer] / WIDTHS[layer + 1];
}

/** The next exponential number of mean 1. */
export function drawExponential(random: RandomStream): number {
  for (;;) {
    const scaled = random() * LAYERS;
    const layer = scaled | 0;
    const place = scaled - layer;
    const x = place * WIDTHS[layer];
    if (place < SURE[layer]) return x;
    if (layer === 0) return TAIL_STARTS - Math.log(1 - random());
    if (HEIGHTS[layer] + random() * (HEIGHTS[layer - 1] - HEIGHTS[layer]) < Math.exp(-x)) return x;
  }
}
