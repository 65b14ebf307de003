import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 1 on, for an option. */
export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1.');
}
