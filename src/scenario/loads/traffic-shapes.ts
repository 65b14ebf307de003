/** Weeks of real traffic as factors. Written by tools/compile-traffic.ts, which says how; do not edit. */

/** One week by the hour: the value of an hour is that of its kind of day, times the factor of its weekday. */
export interface TrafficShape {
  /** Where the figures come from. */
  readonly source: string;
  /** The clock whose hours these are; a run reads them as UTC. */
  readonly clock: string;
  /** Hours 0 to 23 of a day from Monday to Friday; their mean is 1. */
  readonly workday: readonly number[];
  /** Hours 0 to 23 of a Saturday or Sunday, in the same unit. */
  readonly weekend: readonly number[];
  /** Monday to Sunday. */
  readonly weekdays: readonly number[];
}

/** The names of the shapes. */
export const TRAFFIC_SHAPE_NAMES = ['elb-app', 'nasa-web', 'twitter-stream'] as const;

/** The name of a shape. */
export type TrafficShapeName = (typeof TRAFFIC_SHAPE_NAMES)[number];

/** The shapes by name. */
export const TRAFFIC_SHAPES: Readonly<Record<TrafficShapeName, TrafficShape>> = {
  'elb-app': {
    source:
      'RequestCount of an Elastic Load Balancer, 10 to 24 April 2014; numenta/NAB, elb_request_count_8c0756 (MIT)',
    clock: 'UTC',
    workday: [
      0.83, 1, 0.71, 0.77, 0.93, 0.62, 0.65, 0.75, 0.71, 0.71, 0.71, 0.76, 1.05, 1.26, 1.08, 1.29, 1.3, 1.38, 1.26,
      1.39, 1.54, 1.31, 0.97, 1.01,
    ],
    weekend: [
      0.91, 0.68, 0.7, 0.65, 0.44, 0.77, 0.56, 0.46, 0.61, 0.58, 0.47, 0.55, 0.61, 0.63, 0.93, 0.8, 0.75, 1, 0.76, 0.86,
      1.01, 0.93, 0.63, 0.49,
    ],
    weekdays: [0.91, 1.04, 1.09, 1.07, 0.97, 1.09, 0.98],
  },
  'nasa-web': {
    source: 'Web server of NASA Kennedy Space Center, July and August 1995 (Internet Traffic Archive)',
    clock: 'local time, UTC-4',
    workday: [
      0.65, 0.57, 0.47, 0.43, 0.38, 0.4, 0.44, 0.69, 1.06, 1.24, 1.4, 1.51, 1.67, 1.66, 1.69, 1.75, 1.61, 1.28, 0.96,
      0.86, 0.86, 0.85, 0.82, 0.76,
    ],
    weekend: [
      0.7, 0.54, 0.44, 0.33, 0.29, 0.28, 0.27, 0.32, 0.38, 0.47, 0.53, 0.59, 0.64, 0.7, 0.75, 0.78, 0.82, 0.75, 0.67,
      0.68, 0.71, 0.69, 0.78, 0.76,
    ],
    weekdays: [0.96, 0.95, 1.06, 0.98, 0.95, 1, 0.95],
  },
  'twitter-stream': {
    source: 'Twitter stream, 1 to 22 August 2021 (Archive Team: The Twitter Stream Grab)',
    clock: 'UTC',
    workday: [
      0.73, 0.99, 0.82, 0.91, 0.98, 1.08, 1.22, 1.4, 1.26, 1.57, 1, 1.23, 0.81, 1.05, 0.76, 1.01, 0.75, 1.05, 0.78,
      1.16, 0.87, 1.1, 0.77, 0.71,
    ],
    weekend: [
      0.8, 1.09, 0.8, 1.06, 0.92, 1.03, 1.19, 1.36, 1.23, 1.48, 0.98, 0.93, 0.86, 1.05, 0.76, 1.02, 0.71, 0.97, 0.75,
      1.1, 0.83, 1.09, 0.79, 0.72,
    ],
    weekdays: [1.05, 1.07, 1.05, 1.05, 1.07, 1.05, 1.05],
  },
};
