import { assert } from '../../base/assert.ts';
import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../../base/units.ts';
import type { FargateRates, Rate, RateCard } from '../../catalog/rates.ts';
import type { FargateMeter } from '../../sim/record/recording.ts';
import { type Item, type LineItem, type PricingTerm, priced } from '../line-item.ts';

/** Ephemeral storage that every task has for nothing (P1.15). */
const FREE_EPHEMERAL_GIB = 20;

/** Fargate tasks by the second: vCPU, memory, the Windows licence, and storage beyond what is free (P8.1, P8.2). */
export const fargate: PricingTerm = {
  name: 'fargate',
  lineItems: ({ meters }, rates) => meters.fargate.flatMap((meter, row) => taskCharges(meter, row, rates)),
};

function taskCharges(meter: FargateMeter, row: number, rates: RateCard): LineItem[] {
  const { vcpuHour, gbHour, osFeeVcpuHour, ephemeralGbHour } = platformRates(meter, rates);
  const hours = meter.taskSeconds / SECONDS_PER_HOUR;
  const vcpuHours = (hours * meter.cpuUnits) / CPU_UNITS_PER_VCPU;
  const gbHours = (hours * meter.memoryMiB) / MIB_PER_GIB;
  const storageGbHours = hours * Math.max(0, meter.ephemeralStorageGiB - FREE_EPHEMERAL_GIB);
  const charge = (item: Item, what: string, quantity: number, rate: Rate) =>
    priced({
      item,
      service: 'Fargate',
      description: `${what} ${platformName(meter)}`,
      quantity,
      rate,
      usage: 'fargate',
      meter: row,
      pool: meter.pool,
      workload: meter.workload,
    });
  return [
    ...charge('fargate-vcpu', 'vCPU', vcpuHours, vcpuHour),
    ...charge('fargate-memory', 'memory', gbHours, gbHour),
    ...(osFeeVcpuHour.usd > 0 ? charge('fargate-windows-licence', 'licence', vcpuHours, osFeeVcpuHour) : []),
    ...charge('fargate-ephemeral-storage', 'ephemeral storage', storageGbHours, ephemeralGbHour),
  ];
}

function platformRates(meter: FargateMeter, rates: RateCard): FargateRates {
  const found = rates.fargate(meter);
  assert(found !== undefined, `no Fargate price for ${platformName(meter)} in ${rates.region}`);
  return found;
}

/** `Linux/X86_64 on demand`, as the ECS console writes platforms. */
function platformName({ operatingSystem, architecture, capacity }: FargateMeter): string {
  const system = operatingSystem === 'linux' ? 'Linux' : 'Windows';
  return `${system}/${architecture.toUpperCase()} ${capacity === 'spot' ? 'Spot' : 'on demand'}`;
}
