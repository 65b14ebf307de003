import { nearest } from '../base/nearest.ts';
import { readDataFile } from './data-files.ts';

let known: readonly string[] | undefined;

/** The regions with prices, in alphabetical order. */
export function regions(): readonly string[] {
  known ??= readDataFile('regions');
  return known;
}

/** Whether the catalog has prices for the region. */
export function isRegion(name: string): boolean {
  return regions().includes(name);
}

/** The region that a misspelled name most likely means. */
export function nearestRegion(name: string): string | undefined {
  return nearest(name, regions());
}

/** Whether the name is that of an Availability Zone of the region: the region and a letter, `us-east-1a`. */
export function isAvailabilityZone(name: string, region: string): boolean {
  return name.startsWith(region) && /^[a-f]$/.test(name.slice(region.length));
}

/** Names for the first zones of a region: `us-east-1a`, `us-east-1b`, … at most six. */
export function availabilityZones(region: string, count: number): string[] {
  return [...'abcdef'].slice(0, count).map((letter) => region + letter);
}
