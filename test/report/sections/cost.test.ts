import { describe, expect, it } from 'vitest';
import { cost } from '../../../src/report/sections/cost.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, sheetRates } from '../../recordings.ts';
import { build } from '../blocks.ts';
import { sideBySideRun } from '../weeks.ts';

const recording = recordingOf({ pools: [ec2PoolOf()], ec2: [ec2MeterOf([3600, 3600])] });

describe('the cost', () => {
  it('shows every line item as quantity × rate with source and date', () => {
    const { rows } = build(cost, runOf([clusterResultOf(recording)]));
    expect(rows).toEqual([
      ['EC2: m5.xlarge Linux on demand', '2.00 hours', '$0.192', '$0.38', '$140.16', 'sheet, 2026-09-28'],
      ['EBS: gp3 root volumes', '0.08 GB-months', '$0.08', '$0.01', '$2.40', 'sheet, 2026-09-28'],
      ['Total', '', '', '$0.39', '$142.56', ''],
    ]);
  });

  it('marks an estimated rate, and says how much stands on such', () => {
    const spot = recordingOf({ pools: [ec2PoolOf()], ec2: [ec2MeterOf([3600, 3600], { purchaseOption: 'spot' })] });
    const { rows, notes } = build(cost, runOf([clusterResultOf(spot, { rates: sheetRates() })]));
    expect(rows[0].at(-1)).toBe('estimate: sheet, 2026-09-28');
    expect(notes.join(' ')).toContain('$0.15 of $0.16 stand on estimated rates');
  });

  it('gives an AWS service one colour in all clusters', () => {
    const { charts } = build(cost, sideBySideRun());
    const scales = charts.map(
      ({ spec }) => /"domain":\["([^\]]*)"\],"range":\["([^\]]*)"\]/.exec(JSON.stringify(spec))!,
    );
    const coloursOf = ([, names, colours]: RegExpExecArray) =>
      Object.fromEntries(names.split('","').map((name, i) => [name, colours.split('","')[i]]));
    expect(coloursOf(scales[1]).Fargate).toBe(coloursOf(scales[0]).Fargate);
  });

  it('gathers what is beyond twelve bars in one', () => {
    const meters = Array.from({ length: 15 }, (_, i) =>
      ec2MeterOf([3600, 3600], { rootVolumeGiB: 0, instanceType: `m5.xlarge${i}` }),
    );
    const rates = {
      ...sheetRates(),
      ec2OnDemand: (type: string) => ({ ...sheetRates().ec2OnDemand('m5.xlarge')!, usd: type.length }),
    };
    const many = recordingOf({ pools: [ec2PoolOf()], ec2: meters });
    const { charts, tables } = build(cost, runOf([clusterResultOf(many, { rates })]));
    expect(charts[0].datasets.rows.label).toHaveLength(13);
    expect(charts[0].datasets.rows.label.at(-1)).toBe('3 more');
    expect(tables[0].rows).toHaveLength(15);
  });

  it('says so when nothing was billed', () => {
    expect(build(cost, runOf([clusterResultOf(recordingOf())])).notes).toEqual(['Nothing was billed.']);
  });
});
