/** Settings, costs and commitments of a plan, in a few words each. */
import * as format from '../report/format.ts';
import { commitmentText, offerName } from '../report/sections/commitments.ts';
import type { CommitmentSummary } from '../report/summary-schema.ts';
import type { Label } from '../sweep/design/points.ts';
import type { TriedSetting } from './plan-result.ts';

/** What a setting costs a month; `-` where that is not known. */
export function usd({ usdPerMonth }: TriedSetting): string {
  return usdPerMonth === null ? '-' : format.usd(usdPerMonth);
}

/** `gap 9.9%`. */
export function gap({ usdPerMonth }: TriedSetting, bound: number): string {
  if (usdPerMonth === null || bound === 0) return 'no bound above 0';
  return `gap ${format.percent(100 * (usdPerMonth / bound - 1))}`;
}

/** `Compute Savings Plan, 1 year, no upfront *: $0.25 an hour`. */
export function commitmentInWords(commitment: CommitmentSummary): string {
  return `${offerName(commitment)}: ${commitmentText(commitment)}`;
}

/** `instanceType m6i.large, instances 4`. */
export function labelsInWords({ labels }: TriedSetting): string {
  if (labels === null) return 'today';
  return Object.entries(labels)
    .map(([name, label]) => `${name} ${labelInWords(label)}`)
    .join(', ');
}

/** `m6i.large`; `-` where it takes the field away. */
export function labelInWords(label: Label): string {
  return label === null ? '-' : String(label);
}
