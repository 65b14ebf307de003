import { describe, expect, it } from 'vitest';
import { compile, faultsOf } from '../scenario-texts.ts';

const cloudWatch = (setting?: object) =>
  compile({}, setting === undefined ? {} : { cloudWatch: setting }).inputs[0]!.cloudWatch;

describe('the setting cloudWatch', () => {
  it('P6.3: 3 and 15 datapoints, and the delays of the calibration', () => {
    expect(cloudWatch()).toEqual({
      metricDelayMs: 180_000,
      highResolutionMetricDelayMs: 20_000,
      scaleOutDatapoints: 3,
      scaleInDatapoints: 15,
      highResolutionScaleOutDatapoints: 3,
      highResolutionScaleInDatapoints: 15,
      containerInsights: 'disabled',
      hasInstanceInsights: false,
      alarms: [],
    });
  });

  it('takes other figures', () => {
    expect(cloudWatch({ metricDelaySeconds: '2m', scaleInDatapoints: 5 })).toMatchObject({
      metricDelayMs: 120_000,
      scaleInDatapoints: 5,
    });
    expect(faultsOf({}, { cloudWatch: { scaleInDatapoints: 0 } })).toHaveLength(1);
  });

  it('P11.3: Container Insights are a setting of the cluster', () => {
    const settings = [{ name: 'containerInsights', value: 'enhanced' }];
    expect(compile({ settings }).inputs[0]!.cloudWatch.containerInsights).toBe('enhanced');
    expect(compile({ settings, cloudWatchAgent: true }).inputs[0]!.cloudWatch.hasInstanceInsights).toBe(true);
    expect(faultsOf({ cloudWatchAgent: true })[0]).toContain('expected containerInsights enabled in settings');
  });
});
