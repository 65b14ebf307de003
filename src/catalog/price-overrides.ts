/** Prices that a scenario states in place of the catalog's. */
import type { FargatePlatform, FargateRates, OtherItem, OtherService, Rate, RateCard, SpotRate } from './rates.ts';

/** USD per hour, by part of the price; what is left out keeps the catalog's figure. */
export type FargatePriceOverride = { readonly [part in keyof FargateRates]?: number | undefined };

/** The platforms that Fargate Spot has, as a scenario names them. */
export const FARGATE_SPOT_PLATFORMS = ['linux/x86_64', 'linux/arm64'] as const;
/** The platforms that Fargate has. */
export const FARGATE_PLATFORMS = [...FARGATE_SPOT_PLATFORMS, 'windows/x86_64'] as const;

type FargateOverrides<Platform extends string> = { readonly [P in Platform]?: FargatePriceOverride | undefined };

/**
 * The `prices` of a scenario, all in USD per unit of the rate they replace:
 * `{ec2: {'m6i.xlarge': 0.2}, fargateSpot: {'linux/arm64': {vcpuHour: 0.01}}, other: {ebs: {'gp3-storage': 0.07}}}`.
 */
export interface PriceOverrides {
  /** On demand, USD per hour by instance type. */
  readonly ec2?: Readonly<Record<string, number>> | undefined;
  /** Spot, USD per hour by instance type. */
  readonly ec2Spot?: Readonly<Record<string, number>> | undefined;
  readonly fargate?: FargateOverrides<(typeof FARGATE_PLATFORMS)[number]> | undefined;
  readonly fargateSpot?: FargateOverrides<(typeof FARGATE_SPOT_PLATFORMS)[number]> | undefined;
  readonly other?:
    | { readonly [S in OtherService]?: { readonly [item in OtherItem<S>]?: number | undefined } | undefined }
    | undefined;
}

/** The card with a scenario's prices in place; such a rate has the source `scenario` and no date. */
export function withOverrides(card: RateCard, overrides: PriceOverrides): RateCard {
  return {
    region: card.region,
    ec2OnDemand: (instanceType) => {
      const usd = overrides.ec2?.[instanceType];
      return usd === undefined ? card.ec2OnDemand(instanceType) : scenarioRate(usd, 'hour');
    },
    ec2Spot: (instanceType) => overriddenSpot(overrides.ec2Spot?.[instanceType], card.ec2Spot(instanceType)),
    fargate: (platform) => overriddenFargate(fargateOverride(overrides, platform), card.fargate(platform)),
    other: (service, item) => {
      const items: { readonly [item in string]?: number | undefined } | undefined = overrides.other?.[service];
      const rate = card.other(service, item);
      return overriddenRate(items?.[item], rate);
    },
  };
}

/** The reclaim rate stays the catalog's; the savings were those of another price. */
function overriddenSpot(usd: number | undefined, spot: SpotRate | undefined): SpotRate | undefined {
  if (usd === undefined) return spot;
  return { rate: scenarioRate(usd, 'hour'), savings: null, interruption: spot?.interruption ?? null };
}

function fargateOverride(overrides: PriceOverrides, platform: FargatePlatform): FargatePriceOverride | undefined {
  const platforms: FargateOverrides<string> =
    (platform.capacity === 'spot' ? overrides.fargateSpot : overrides.fargate) ?? {};
  return platforms[`${platform.operatingSystem}/${platform.architecture}`];
}

function overriddenFargate(
  override: FargatePriceOverride | undefined,
  rates: FargateRates | undefined,
): FargateRates | undefined {
  if (override === undefined || rates === undefined) return rates;
  return {
    vcpuHour: overriddenRate(override.vcpuHour, rates.vcpuHour),
    gbHour: overriddenRate(override.gbHour, rates.gbHour),
    ephemeralGbHour: overriddenRate(override.ephemeralGbHour, rates.ephemeralGbHour),
    osFeeVcpuHour: overriddenRate(override.osFeeVcpuHour, rates.osFeeVcpuHour),
  };
}

function overriddenRate(usd: number | undefined, rate: Rate): Rate {
  return usd === undefined ? rate : scenarioRate(usd, rate.unit);
}

function scenarioRate(usd: number, unit: Rate['unit']): Rate {
  return { usd, unit, source: 'scenario', asOf: null, estimate: false };
}
