/** What of the bills a commitment could cover: EC2 and Fargate on demand, Linux, no Spot (P8.3). */
import { HOUR_MS } from '../base/units.ts';
import type { Recording } from '../sim/record/recording.ts';
import type { Architecture } from '../sim/state/input.ts';
import { bucketWidthsMs } from './buckets.ts';
import type { Invoice } from './invoice.ts';
import type { LineItem } from './line-item.ts';

/** On-demand spending over time by what a discount depends on. */
export interface CommittableUsage {
  /** The length of each slot: an hour, or a bucket where those are longer; the last may be short. */
  readonly hours: Float64Array;
  readonly categories: readonly CommittableCategory[];
}

/** An instance family, or Fargate of one architecture. */
export interface CommittableCategory {
  /** `m6i`, `fargate-x86_64`. */
  readonly category: string;
  /** On-demand USD per hour in each slot. */
  readonly usdPerHour: Float64Array;
  /** The cheapest of its instance types in use; null for Fargate. */
  readonly smallest: SmallestInstance | null;
}

/** An instance type at its on-demand price. */
export interface SmallestInstance {
  readonly instanceType: string;
  readonly usdPerHour: number;
}

interface BilledCluster {
  readonly recording: Recording;
  readonly invoice: Invoice;
}

/** Of all clusters together: one commitment covers the whole account. Categories in alphabetical order. */
export function committableUsage(clusters: readonly BilledCluster[]): CommittableUsage {
  const [first] = clusters;
  const hours = first === undefined ? new Float64Array(0) : slotHours(first.recording);
  const byCategory = new Map<string, { readonly usd: Float64Array; readonly smallest: SmallestInstance | null }>();
  for (const { recording, invoice } of clusters) {
    for (const lineItem of invoice.lineItems) {
      const category = categoryOf(recording, lineItem);
      if (category === undefined) continue;
      const { usd, smallest } = byCategory.get(category) ?? { usd: new Float64Array(hours.length), smallest: null };
      addBySlot(usd, recording, lineItem);
      byCategory.set(category, { usd, smallest: smallerOf(smallest, instanceOf(recording, lineItem)) });
    }
  }
  return {
    hours,
    categories: [...byCategory.keys()].sort().map((category) => {
      const { usd, smallest } = byCategory.get(category)!;
      return { category, usdPerHour: usd.map((value, slot) => value / hours[slot]), smallest };
    }),
  };
}

function instanceOf({ meters }: Recording, { usage, meter, rate }: LineItem): SmallestInstance | null {
  return usage === 'ec2' ? { instanceType: meters.ec2[meter].instanceType, usdPerHour: rate.usd } : null;
}

function smallerOf(one: SmallestInstance | null, other: SmallestInstance | null): SmallestInstance | null {
  return one === null || (other !== null && other.usdPerHour < one.usdPerHour) ? other : one;
}

function categoryOf({ meters }: Recording, { item, usage, meter }: LineItem): string | undefined {
  if (usage === 'ec2' && item === 'ec2-instance') {
    const { instanceType, purchaseOption } = meters.ec2[meter];
    return purchaseOption === 'on-demand' ? ec2Category(instanceType) : undefined;
  }
  if (usage !== 'fargate' || (item !== 'fargate-vcpu' && item !== 'fargate-memory')) return undefined;
  const { architecture, capacity, operatingSystem } = meters.fargate[meter];
  return capacity === 'on-demand' && operatingSystem === 'linux' ? fargateCategory(architecture) : undefined;
}

/** The family of an instance type: `m6i`. */
export function ec2Category(instanceType: string): string {
  return instanceType.split('.', 1)[0]!;
}

export function fargateCategory(architecture: Architecture): string {
  return `fargate-${architecture}`;
}

/** Buckets of an hour and more are slots as they are; shorter ones are gathered by the hour. */
function slotMs({ bucketMs }: Recording): number {
  return bucketMs >= HOUR_MS ? bucketMs : HOUR_MS;
}

function slotHours(recording: Recording): Float64Array {
  const widthMs = slotMs(recording);
  const count = Math.ceil(recording.durationMs / widthMs);
  return Float64Array.from({ length: count }, (_, slot) => {
    return Math.min(widthMs, recording.durationMs - slot * widthMs) / HOUR_MS;
  });
}

/** Each bucket's part of the line item, by the overlap of bucket and slot. */
function addBySlot(usd: Float64Array, recording: Recording, lineItem: LineItem): void {
  const { ec2, fargate } = recording.meters;
  const { usage, meter, amountUsd } = lineItem;
  const seconds = usage === 'ec2' ? ec2[meter].instanceSecondsByBucket : fargate[meter].taskSecondsByBucket;
  const total = seconds.reduce((sum, value) => sum + value, 0);
  const widths = bucketWidthsMs(recording);
  const widthMs = slotMs(recording);
  for (let bucket = 0; bucket < recording.bucketCount; bucket++) {
    const fromMs = bucket * recording.bucketMs;
    const toMs = fromMs + widths[bucket];
    const bucketUsd = (amountUsd * seconds[bucket]) / total;
    for (let slot = Math.floor(fromMs / widthMs); slot * widthMs < toMs; slot++) {
      const overlapMs = Math.min(toMs, (slot + 1) * widthMs) - Math.max(fromMs, slot * widthMs);
      usd[slot] += (bucketUsd * overlapMs) / widths[bucket];
    }
  }
}

/** The usage of several runs, one after the other: what a commitment meets that is made for all of them. */
export function joinUsages(usages: readonly CommittableUsage[]): CommittableUsage {
  const names = [...new Set(usages.flatMap(({ categories }) => categories.map(({ category }) => category)))].sort();
  return {
    hours: concatenated(usages.map(({ hours }) => hours)),
    categories: names.map((category) => {
      const parts = usages.map(({ categories }) => categories.find((one) => one.category === category));
      return {
        category,
        usdPerHour: concatenated(
          parts.map((part, run) => part?.usdPerHour ?? new Float64Array(usages[run]!.hours.length)),
        ),
        smallest: parts.reduce(
          (least: SmallestInstance | null, part) => smallerOf(least, part?.smallest ?? null),
          null,
        ),
      };
    }),
  };
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** On-demand USD of the whole time. */
export function committableUsd({ hours, categories }: CommittableUsage): number {
  return categories.reduce(
    (sum, { usdPerHour }) => sum + usdPerHour.reduce((total, usd, slot) => total + usd * hours[slot], 0),
    0,
  );
}
