/** Where EC2 and Fargate change places, of what each task size costs. */
import { type BreakEven, breakEven } from '../../pricing/break-even.ts';
import type { InstancePrice, TaskPrice, TaskPrices } from '../../pricing/launch-type-prices.ts';

/** Options that are bought alike, on EC2 and on Fargate. */
const PAIRS = [
  ['EC2', 'Fargate'],
  ['EC2 Spot', 'Fargate Spot'],
  ['EC2 Graviton', 'Fargate ARM'],
] as const;

/** A task size on instances and on Fargate, and where the cheaper one changes. */
export interface PairedOptions {
  readonly prices: TaskPrices;
  readonly instances: InstancePrice;
  readonly fargate: TaskPrice;
  readonly breakEven: BreakEven;
}

/** Every pair that a region has, size by size. */
export function pairedOptions(all: readonly TaskPrices[]): PairedOptions[] {
  return all.flatMap((prices) =>
    PAIRS.flatMap(([onEc2, onFargate]): PairedOptions[] => {
      const instances = prices.options.find((option) => option.name === onEc2);
      const fargate = prices.options.find((option) => option.name === onFargate);
      if (instances?.kind !== 'instances' || fargate?.kind !== 'tasks') return [];
      const { usdPerHour: instanceUsdPerHour, tasksPerInstance } = instances;
      const fargateUsdPerHour = fargate.usdPerHour;
      const even = breakEven({ instanceUsdPerHour, tasksPerInstance, fargateUsdPerHour });
      return [{ prices, instances, fargate, breakEven: even }];
    }),
  );
}

/** `EC2 is cheaper above 82.4% packed, 19.8 h a day`, in a few words each; `-` where EC2 never is. */
export function breakEvenTexts({ density, hoursPerDay, firstTasks, alwaysTasks }: BreakEven) {
  const isNever = density > 1;
  return {
    density: isNever ? 'never' : `from ${(100 * density).toFixed(1)}%`,
    hours: isNever ? 'never' : `from ${hoursPerDay.toFixed(1)} h`,
    tasks: isNever ? 'never' : `from ${firstTasks}${alwaysTasks === null ? '' : `, always from ${alwaysTasks}`}`,
  };
}
