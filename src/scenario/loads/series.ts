import { assertNever } from '../../base/assert.ts';
import type { Curve } from '../../sim/state/input.ts';
import { constantCurve, type Diurnal, diurnalCurve, shapeCurve, stepsCurve } from './curves.ts';
import { type TraceOptions, type TracePoints, traceCurve } from './trace.ts';
import type { TrafficShapeName } from './traffic-shapes.ts';

/** A value over time, its files read. */
export type Series =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'steps';
      readonly steps: readonly { readonly atMs: number; readonly value: number }[];
      readonly periodMs: number;
    }
  | {
      readonly kind: 'shape';
      readonly shape: { readonly name: TrafficShapeName } & ({ readonly mean: number } | { readonly peak: number });
    }
  | { readonly kind: 'diurnal'; readonly diurnal: Diurnal }
  | { readonly kind: 'trace'; readonly points: TracePoints; readonly options: TraceOptions };

/** The series as a curve of a run that starts at that instant. */
export function compileSeries(series: Series, startEpochMs: number): Curve {
  switch (series.kind) {
    case 'constant':
      return constantCurve(series.value);
    case 'steps':
      return stepsCurve(series.steps, series.periodMs);
    case 'shape':
      return shapeCurve(series.shape, startEpochMs);
    case 'diurnal':
      return diurnalCurve(series.diurnal, startEpochMs);
    case 'trace':
      return traceCurve(series.points, series.options);
    default:
      return assertNever(series);
  }
}
