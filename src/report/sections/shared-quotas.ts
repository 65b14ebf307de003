import { SECOND_MS } from '../../base/units.ts';
import * as format from '../format.ts';
import type { ReportSection } from '../report.ts';
import { amount, sharedQuotaName, sharedQuotaText } from '../summary/shared-quotas.ts';
import { numbers, textCells, words } from './cells.ts';

/** What clusters took together of quotas and subnets that they share. */
export const sharedQuotas: ReportSection = {
  title: 'Quotas that clusters share',
  build: (_run, { sharedQuotas: quotas = [] }) => {
    if (quotas.length === 0) return [];
    const exceeded = quotas.filter(({ isExceeded }) => isExceeded);
    return [
      exceeded.length === 0
        ? { kind: 'note', tone: 'plain', lines: ['The clusters together stayed within every quota that they share.'] }
        : { kind: 'note', tone: 'warning', lines: exceeded.map(sharedQuotaText) },
      {
        kind: 'table',
        caption: 'What the clusters took together, each simulated by itself',
        columns: [
          words('Of'),
          words('Clusters'),
          numbers('There is'),
          numbers('Together at most'),
          words('When'),
          words('Too much for'),
        ],
        rows: quotas.map((quota) =>
          textCells(
            sharedQuotaName(quota),
            quota.clusters.join(', '),
            amount(quota.limit),
            amount(quota.peak),
            format.dateTime(Date.parse(quota.peakTime)),
            quota.isExceeded ? format.duration(quota.overSeconds * SECOND_MS) : '-',
          ),
        ),
      },
    ];
  },
};
