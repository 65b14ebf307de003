/** What a setting costs by its runs: as it is used, or with the best commitment that the plan may make for them. */
import { HOURS_PER_MONTH } from '../base/units.ts';
import { type CommitmentTerms, commitmentOffers } from '../pricing/commitment-offers.ts';
import { committableUsd, joinUsages } from '../pricing/committable-usage.ts';
import { offerSummary } from '../report/summary/commitments.ts';
import { roundUsd } from '../report/summary/rounding.ts';
import type { CommitmentSummary } from '../report/summary-schema.ts';
import type { AllowedCommitment } from '../scenario/schema/plan.ts';
import type { RunFigures } from '../sweep/summary-worker.ts';

/** A run that is paid for. */
export type PaidRun = RunFigures;

/** What a setting costs. */
export interface SettingCost {
  readonly usdPerMonth: number;
  /** The same without a commitment. */
  readonly uncommittedUsdPerMonth: number;
  /** null where none is allowed, or none is worth it. */
  readonly commitment: CommitmentSummary | null;
}

/** Whether these terms are among the allowed. */
export function isAllowed(allowed: readonly AllowedCommitment[]): (terms: CommitmentTerms) => boolean {
  return (terms) =>
    allowed.some(
      ({ kind, years, payment }) =>
        kind === terms.kind && (years ?? terms.years) === terms.years && (payment ?? terms.payment) === terms.payment,
    );
}

/**
 * The mean of the runs. One commitment is made for all of them, before it is known which of them comes true: the best
 * for their usage one after the other. @param runs of one setting, at least one
 */
export function settingCost(runs: readonly PaidRun[], allowed: readonly AllowedCommitment[]): SettingCost {
  const uncommittedUsdPerMonth = roundUsd(mean(runs.map(({ summary }) => summary.cost.usdPerMonth)));
  const best = bestCommitment(runs, allowed, uncommittedUsdPerMonth);
  if (best === undefined || best.usdPerMonth >= uncommittedUsdPerMonth) {
    return { usdPerMonth: uncommittedUsdPerMonth, uncommittedUsdPerMonth, commitment: null };
  }
  return { usdPerMonth: best.usdPerMonth, uncommittedUsdPerMonth, commitment: best };
}

/** The cheapest of those allowed; of equal ones the first. */
function bestCommitment(
  runs: readonly PaidRun[],
  allowed: readonly AllowedCommitment[],
  uncommittedUsdPerMonth: number,
): CommitmentSummary | undefined {
  if (allowed.length === 0) return undefined;
  const usage = joinUsages(runs.map((run) => run.usage));
  const onDemandUsd = committableUsd(usage);
  if (onDemandUsd <= 0) return undefined;
  const runsPerMonth = HOURS_PER_MONTH / usage.hours.reduce((sum, hours) => sum + hours, 0);
  const scale = { totalUsd: uncommittedUsdPerMonth / runsPerMonth, runsPerMonth };
  return commitmentOffers(usage, runs[0]!.summary.scenario.region, isAllowed(allowed))
    .map((offer) => offerSummary(offer, onDemandUsd, scale))
    .reduce((least, offer) => (offer.usdPerMonth < least.usdPerMonth ? offer : least));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
