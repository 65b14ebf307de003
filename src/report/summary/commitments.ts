import { type CommitmentOffer, commitmentOffers } from '../../pricing/commitment-offers.ts';
import { committableUsage, committableUsd } from '../../pricing/committable-usage.ts';
import type { RunResult } from '../run-result.ts';
import type { CommitmentSummary, CommitmentsSummary } from '../summary-schema.ts';
import type { CostScale } from './costs.ts';
import { percentOf, roundUsd } from './rounding.ts';

/** What commitments would save, were the run the whole term; undefined where nothing on demand was billed. */
export function commitmentsSummary(run: RunResult, scale: CostScale): CommitmentsSummary | undefined {
  const usage = committableUsage(run.clusters);
  const onDemandUsd = committableUsd(usage);
  if (onDemandUsd <= 0) return undefined;
  const offers = commitmentOffers(usage, run.scenario.region);
  return {
    onDemandUsdPerMonth: roundUsd(onDemandUsd * scale.runsPerMonth),
    offers: offers.map((offer) => offerSummary(offer, onDemandUsd, scale)),
  };
}

/** An offer against a bill. `onDemandUsd` is what could be covered of it. */
export function offerSummary(offer: CommitmentOffer, onDemandUsd: number, scale: CostScale): CommitmentSummary {
  const { kind, years, payment, commitments, estimate, usd, committedUsd } = offer;
  const savedUsd = onDemandUsd - usd;
  return {
    kind,
    years,
    payment,
    commitments: commitments.map((one) => ({ ...one, usdPerHour: roundUsd(one.usdPerHour) })),
    upfrontUsd: roundUsd(offer.upfrontUsd),
    usdPerMonth: roundUsd((scale.totalUsd - savedUsd) * scale.runsPerMonth),
    savedUsdPerMonth: roundUsd(savedUsd * scale.runsPerMonth),
    savedPercent: percentOf(savedUsd, scale.totalUsd) ?? 0,
    coveredPercent: percentOf(offer.coveredUsd, onDemandUsd) ?? 0,
    usedPercent: percentOf(offer.usedUsd, committedUsd),
    estimate,
  };
}
