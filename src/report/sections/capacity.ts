import { NONE } from '../../base/units.ts';
import type { ProviderSeriesName, Recording } from '../../sim/record/recording.ts';
import { type GanttPart, ganttChart } from '../charts/gantt-chart.ts';
import type { TimeMark } from '../charts/marks.ts';
import { formatWidth, pointMaxima, pointMeans } from '../charts/time-base.ts';
import { type TimeSeries, timeChart } from '../charts/time-chart.ts';
import { instanceCauseText } from '../decision-texts.ts';
import { eventsOf, marksOf } from '../events.ts';
import * as format from '../format.ts';
import { group } from '../group.ts';
import { gather, hasChange, INSTANCE_STATES, type Lifetime, lifetimesOf, nameOfInstance } from '../lifetimes.ts';
import { categoryColour, colour } from '../palette.ts';
import type { Block, Chart, ReportSection } from '../report.ts';
import { level } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Rows of a gantt beyond these are too low to be seen. */
const ROWS_MAX = 60;

/** Container instances over time: how many of which type, in which state, and each of them from launch to end. */
export const capacity: ReportSection = {
  title: 'Capacity over time',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), clusterBlocks);
    const none = 'No container instance ran; on Fargate there are none to be seen.';
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: [none] }];
  },
};

function clusterBlocks(view: ClusterView): Block[] {
  const { pools } = view.recording;
  const ofInstances = [...pools.keys()].filter((row) => pools[row].instanceType !== null);
  if (ofInstances.length === 0) return [];
  const providers = group(ofInstances, (row) => pools[row].capacityProvider);
  const ofProviders = providers.flatMap((rows) => providerBlocks(view, rows));
  // The states of the only kind of instance say how many there are.
  const isTold = ofInstances.length === 1 && ofProviders.length > 0;
  return [...(isTold ? [] : [instanceChart(view, ofInstances)]), ...ofProviders];
}

function instanceChart({ recording, bases, summary }: ClusterView, rows: readonly number[]): Chart {
  const base = bases.full;
  const levels = rows.map((row) => ({ row, values: pointMeans(recording.poolSeries.instances, row, base, 1) }));
  const launched = levels.filter(({ values }) => values.some((value) => value > 0));
  const series = launched.map(
    ({ row, values }, position): TimeSeries => ({
      label: poolLabel(recording, row),
      colour: launched.length === 1 ? colour('registered') : categoryColour(position),
      shape: 'area',
      values,
    }),
  );
  const { min, mean, max } = summary.total.instances;
  return timeChart({
    title: 'Container instances',
    description: `Container instances of ${summary.clusterName} over time: ${level(min)} to ${level(max)}, on average ${level(mean)}.`,
    unit: 'instances',
    isCount: true,
    isStacked: true,
    base,
    series,
    width: 'full',
    isEssential: false,
  });
}

function poolLabel({ pools }: Recording, row: number): string {
  const { capacityProvider, instanceType, purchaseOption } = pools[row];
  return `${capacityProvider}: ${instanceType}${purchaseOption === 'spot' ? ' Spot' : ''}`;
}

/** Nothing where the fleet stood still. */
function providerBlocks(view: ClusterView, pools: readonly number[]): Block[] {
  const { recording } = view;
  const lifetimes = lifetimesOf(recording, pools);
  const provider = recording.capacityProviders.indexOf(recording.pools[pools[0]].capacityProvider);
  const target = recording.targetCapacities[provider];
  if (target === null && !hasChange(lifetimes, recording.durationMs)) return [];
  const marks = marksOf(eventsOf(recording), 'capacity-provider', recording.capacityProviders[provider]);
  return [
    ...(target === null ? [] : [reservationChart(view, provider, target, marks)]),
    stateChart(view, provider, marks),
    gantt(view, recording.capacityProviders[provider], lifetimes),
  ];
}

/** What managed scaling looks at, and where it wants to have it (P5.5). */
function reservationChart(
  { recording, bases }: ClusterView,
  provider: number,
  target: number,
  marks: readonly TimeMark[],
): Chart {
  const base = bases.full;
  const name = recording.capacityProviders[provider];
  return timeChart({
    title: `${name}: CapacityProviderReservation`,
    description: `CapacityProviderReservation of ${name} over time against its target of ${target} percent.`,
    unit: 'percent',
    base,
    series: [
      ...(base.group === 1
        ? []
        : [
            {
              label: `highest ${formatWidth(base.bucketMs)}`,
              colour: colour('not-used'),
              shape: 'line',
              values: pointMaxima(recording.providerSeries.reservationPercent, provider, base, 1),
            } as const,
          ]),
      {
        label: 'CapacityProviderReservation',
        colour: colour('reserved'),
        shape: 'line',
        values: sincePublished(pointMeans(recording.providerSeries.reservationPercent, provider, base, 1)),
      },
      { label: 'target', colour: colour('desired'), shape: 'dashed', values: new Array(base.pointCount).fill(target) },
    ],
    marks,
    width: 'full',
    isEssential: true,
  });
}

/** Before the first minute ends there is no datapoint. */
function sincePublished(values: readonly number[]): (number | null)[] {
  return values.map((value, point) => (point === 0 && value === 0 ? null : value));
}

const STATE_COLOURS = {
  'in the warm pool': colour('unknown'),
  launching: colour('pending'),
  active: colour('registered'),
  draining: colour('used'),
} as const satisfies Readonly<Record<(typeof INSTANCE_STATES)[number], string>>;

const STATE_LOOKS: readonly (readonly [ProviderSeriesName, string, string])[] = [
  ['activeInstances', 'active', STATE_COLOURS.active],
  ['drainingInstances', 'draining', STATE_COLOURS.draining],
  ['pendingInstances', 'launching', STATE_COLOURS.launching],
  ['warmInstances', 'in the warm pool', STATE_COLOURS['in the warm pool']],
];

function stateChart({ recording, bases }: ClusterView, provider: number, marks: readonly TimeMark[]): Chart {
  const base = bases.full;
  const name = recording.capacityProviders[provider];
  const values = (of: ProviderSeriesName) => pointMeans(recording.providerSeries[of], provider, base, 1);
  const desired: TimeSeries = {
    label: 'desired capacity',
    colour: colour('desired'),
    shape: 'dashed',
    values: values('desiredInstances'),
  };
  return timeChart({
    title: `${name}: instances by state`,
    description: `EC2 instances of ${name} over time by state, beside the desired capacity.`,
    unit: 'instances',
    isCount: true,
    isStacked: true,
    base,
    series: [
      ...STATE_LOOKS.map(([of, label, look]): TimeSeries => {
        return { label, colour: look, shape: 'area', values: values(of) };
      }),
      desired,
    ].filter((one) => one.values.some((value) => value !== null && value > 0)),
    marks,
    width: 'full',
    isEssential: false,
  });
}

function gantt({ recording, bases }: ClusterView, provider: string, lifetimes: readonly Lifetime[]): Chart {
  const { rows, how } = gather(lifetimes, ROWS_MAX);
  const count = format.count(lifetimes.length);
  return ganttChart({
    title: `${provider}: every instance from launch to end`,
    subtitle: `${count} instances${how === '' ? '' : `; ${how}`}`,
    description: `Lifetimes of the ${count} instances of ${provider}, from launch over draining to termination.`,
    states: INSTANCE_STATES.map((state) => ({ label: state, colour: STATE_COLOURS[state] })),
    base: bases.full,
    rows: rows.map((lives) => ({
      label: how === '' ? labelOf(recording, lives[0]) : '',
      parts: lives.flatMap((one) => ganttParts(recording, one)),
    })),
  });
}

/** Instances differ in the last digits of their ids. */
function labelOf(recording: Recording, { instances }: Lifetime): string {
  return `…${nameOfInstance(recording, instances[0]).slice(-8)}`;
}

function ganttParts(recording: Recording, one: Lifetime): GanttPart[] {
  const { cause, drainingAtMs, endedAtMs, instances, joinedAtMs, launchedAtMs, pool, registeredAtMs } = one;
  const { instanceType } = recording.pools[pool];
  const zone = recording.zones[recording.containerInstances.zone[instances[0]]];
  const isAlone = instances.length === 1;
  const name = isAlone
    ? `${nameOfInstance(recording, instances[0])}, ${instanceType}, ${zone}`
    : `${instances.length} × ${instanceType}`;
  const text = `${name}.${cause === NONE ? '' : ` Ended: ${instanceCauseText(cause)}.`}`;
  return [
    { state: 0, fromMs: launchedAtMs, toMs: joinedAtMs, text },
    { state: 1, fromMs: joinedAtMs, toMs: registeredAtMs, text },
    { state: 2, fromMs: registeredAtMs, toMs: drainingAtMs, text },
    { state: 3, fromMs: drainingAtMs, toMs: endedAtMs, text },
  ];
}
