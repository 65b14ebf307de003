import type { Summary } from '../summary-schema.ts';

/** The text of summary.json. */
export function summaryJson(summary: Summary): string {
  return `${JSON.stringify(summary, null, 2)}\n`;
}
