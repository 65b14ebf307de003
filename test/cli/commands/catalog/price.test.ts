import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../../../src/base/errors.ts';
import { capturePrinted, catalog, catalogJson, catalogLines } from './catalog-output.ts';

capturePrinted();

describe('plimsoll catalog price', () => {
  it('shows both ways to buy several types, with source and date', async () => {
    expect(await catalogLines('price', 'm5.large', 't3.medium', '--region', 'us-east-1')).toEqual([
      'TYPE       PURCHASE     USD/H  USD/MONTH  SAVINGS  RECLAIMED/MONTH  SOURCE           AS OF',
      expect.stringMatching(/^m5\.large {3}on-demand {2}0\.09600 {6}70\.08 .* vantage-2026-07 {2}2026-07-05$/),
      expect.stringMatching(/^m5\.large {3}spot .* % .* % {2}vantage-2026-07 {2}2026-07$/),
      expect.stringMatching(/^t3\.medium {2}on-demand {2}0\.04160 {6}30\.37 /),
      expect.stringMatching(/^t3\.medium {2}spot /),
      '',
      'Linux, shared tenancy, us-east-1, before tax; a month is 730 hours.',
      '',
    ]);
  });

  it('gives programs the same fields for either way to buy', async () => {
    const [onDemand, spot] = await catalogJson<object>('price', 'c5.24xlarge', '--region', 'af-south-1');
    expect(Object.keys(onDemand!)).toEqual(Object.keys(spot!));
    expect(onDemand).toMatchObject({ purchase: 'on-demand', usdPerHour: 5.472, asOf: '2026-07-05', savings: null });
    expect(spot).toMatchObject({ purchase: 'spot', savings: 0.9, interruptionMin: 0.15, interruptionMax: 0.2 });
  });

  it('marks an estimate', async () => {
    expect(await catalog('price', 'c6i.large', '--region', 'ap-east-2')).toContain('(estimate)');
  });

  it('refuses every wrong name at once', async () => {
    const refused: unknown = await catalog('price', 'm6i.xlrge', 'p5.48xlarge', '--region', 'ap-southeast-6').catch(
      (e) => e,
    );
    expect(refused).toBeInstanceOf(ScenarioError);
    expect((refused as ScenarioError).issues).toEqual([
      {
        file: 'command line',
        path: 'type',
        found: '"m6i.xlrge"',
        expected: 'an instance type',
        suggestion: 'm6i.xlarge',
      },
      {
        file: 'command line',
        path: 'type',
        found: '"p5.48xlarge"',
        expected: 'an instance type listed in ap-southeast-6',
      },
    ]);
  });
});
