import { NONE } from '../../../base/units.ts';
import type { LineItem } from '../../../pricing/line-item.ts';
import type { Recording } from '../../../sim/record/recording.ts';
import type { RunResult } from '../../run-result.ts';
import { roundAmount, roundRate, roundUsd } from '../../summary/rounding.ts';
import type { Cell, CsvTable } from './table.ts';

/** cost.csv: a row per line item, with whose it is and where its rate comes from. */
export function costTable({ clusters }: RunResult): CsvTable {
  return {
    header: [
      'cluster',
      'service',
      'item',
      'description',
      'capacityProvider',
      'instanceType',
      'workload',
      'quantity',
      'unit',
      'rateUsd',
      'rateSource',
      'rateAsOf',
      'rateIsEstimate',
      'amountUsd',
    ],
    rows: clusters.flatMap(({ invoice, recording }) => invoice.lineItems.map((one) => costRow(recording, one))),
  };
}

function costRow({ clusterName, pools, workloads }: Recording, lineItem: LineItem): Cell[] {
  const { amountUsd, description, item, pool, quantity, rate, service, workload } = lineItem;
  return [
    clusterName,
    service,
    item,
    description,
    pool === NONE ? null : pools[pool].capacityProvider,
    pool === NONE ? null : pools[pool].instanceType,
    workload === NONE ? null : workloads[workload].name,
    roundAmount(quantity),
    rate.unit,
    roundRate(rate.usd),
    rate.source,
    rate.asOf,
    rate.estimate,
    roundUsd(amountUsd),
  ];
}
