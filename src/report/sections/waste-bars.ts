/** The same four parts of a dollar wherever it is split: used, reserved and not used, of unknown use, not reserved. */
import { barChart } from '../charts/bar-chart.ts';
import * as format from '../format.ts';
import { colour } from '../palette.ts';
import type { Chart } from '../report.ts';
import type { WasteSummary } from '../summary-schema.ts';

/** The parts in the order of their drawing: what was of use first. */
export const WASTE_PARTS = [
  { name: 'used', label: 'used', colour: colour('used') },
  { name: 'useUnknown', label: 'reserved, use unknown', colour: colour('unknown') },
  { name: 'reservedNotUsed', label: 'reserved, not used', colour: colour('not-used') },
  { name: 'notReserved', label: 'paid, not reserved', colour: colour('registered') },
] as const satisfies readonly { name: keyof WasteSummary; label: string; colour: string }[];

export interface WasteRow {
  readonly label: string;
  readonly usdPerMonth: number;
  readonly waste: WasteSummary;
}

/** A bar for each row, as long as its cost a month, split into the four parts. */
export function wasteChart(title: string, rows: readonly WasteRow[], xMax?: number): Chart {
  const named = rows.map(({ label, usdPerMonth, waste }) => {
    return `${label} ${format.usd(usdPerMonth)}, of it wasted ${format.usd(waste.wasted.usdPerMonth)}`;
  });
  return barChart({
    title,
    description: `USD per month: ${named.join('; ')}.`,
    unit: 'USD per month',
    rows: rows.map(({ label, usdPerMonth }) => ({ label, value: format.usd(usdPerMonth) })),
    segments: WASTE_PARTS.map((part) => ({
      label: part.label,
      colour: part.colour,
      values: rows.map(({ waste }) => waste[part.name].usdPerMonth),
    })),
    ...(xMax === undefined ? {} : { xMax }),
    width: 'full',
    isEssential: true,
  });
}
