import { randomExponential, randomGamma, randomLogNormal, randomUniform } from 'd3-random';
import { assertNever } from './assert.ts';
import type { RandomStream } from './streams.ts';

/** A distribution; its unit is that of the field that holds it. */
export type DistributionInput =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** exp(Normal(mu, sigma)); median = exp(mu), p95 = exp(mu + 1.6449 sigma). */
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  /** Draws one of the values, each with the same chance. */
  | { readonly kind: 'empirical'; readonly values: Float64Array };

/** Draws from the distribution, a value per call, all of its randomness from that stream (by d3-random). */
export function createSampler(distribution: DistributionInput, random: RandomStream): () => number {
  switch (distribution.kind) {
    case 'constant':
      return () => distribution.value;
    case 'uniform':
      return randomUniform.source(random)(distribution.min, distribution.max);
    case 'exponential':
      return randomExponential.source(random)(1 / distribution.mean);
    case 'lognormal':
      return randomLogNormal.source(random)(distribution.mu, distribution.sigma);
    case 'gamma':
      return randomGamma.source(random)(distribution.shape, distribution.scale);
    case 'empirical':
      return () => distribution.values[Math.floor(random() * distribution.values.length)];
    default:
      return assertNever(distribution);
  }
}
