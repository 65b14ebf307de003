/** The figures of `npm run bench` as tables of Markdown: beside the reference points of issue 4, and its goals. */
import { PLACEMENT_GOALS } from './placement.ts';
import { formatValue, type Measurement, meetsGoal } from './report.ts';

/**
 * Events per second of a heap in C++ on the machine of issue 4, by events pending. `bench/limits/` has the same heap,
 * so its rate here says how fast this machine is beside that one.
 */
const REFERENCE_HEAP = [
  [1_000, 24e6],
  [100_000, 10.6e6],
  [1_000_000, 5e6],
] as const;
const PLACEMENT_SIZES = [1_000, 10_000, 100_000] as const;

/** A row of the table, and which of our measurements stand beside it. */
interface ReferenceRow {
  readonly work: string;
  /** As the issue has them: C++, typed arrays in Node, objects and closures in Node, SimPy. */
  readonly reference: readonly [string, string, string, string];
  readonly ours: string;
  readonly cpp: string;
  /** Beginning of the name: the version follows. */
  readonly peer?: string;
}

const REFERENCE: readonly ReferenceRow[] = [
  {
    work: 'hold model, 1,000 pending events',
    reference: ['24 M/s heap, 44 M/s calendar', '15–19 M/s', '6.8 M/s', '1.1 M/s'],
    ours: 'kernel/hold/1000',
    cpp: 'limits/hold/1000/c++',
  },
  {
    work: 'hold model, 100,000',
    reference: ['10.6 M/s heap, 24 M/s calendar', '9–10 M/s heap, 22 M/s calendar', '1.2 M/s', '0.22 M/s'],
    ours: 'kernel/hold/100000',
    cpp: 'limits/hold/100000/c++',
  },
  {
    work: 'hold model, 1,000,000',
    reference: ['4–6 M/s', '5 M/s binary heap', '0.14 M/s', '0.18 M/s'],
    ours: 'kernel/hold/1000000',
    cpp: 'limits/hold/1000000/c++',
  },
  {
    work: 'task life cycle',
    reference: ['14.4 M/s', '9.8 M/s heap, 12.5 M/s calendar', '4.3 M/s', '0.32 M/s'],
    ours: 'life-cycle/plimsoll',
    cpp: 'limits/life-cycle/c++',
    peer: 'peers/simpy',
  },
  {
    work: 'binpack placement and removal, 10,000 instances',
    reference: ['19 M/s', '5 M/s', '0.08 M/s scan, 0.008 M/s filter and sort', ''],
    ours: 'placement/binpack(memory)/10000/index',
    cpp: 'limits/binpack/10000/c++',
  },
  {
    work: 'the same, 100,000 instances',
    reference: ['1.2 M/s', '', '0.001 M/s scan of objects, 0.0075 M/s typed scan', ''],
    ours: 'placement/binpack(memory)/100000/index',
    cpp: 'limits/binpack/100000/c++',
  },
];

/** Ours beside what C++ and SimPy did in the same run, and beside the reference points. */
export function referenceTable(measurements: readonly Measurement[]): string {
  const head = [
    ['work', 'plimsoll', 'C++ here', 'of C++', 'SimPy here', 'times SimPy'],
    ['C++', 'typed arrays in Node', 'objects in Node', 'SimPy'].map((name) => `issue: ${name}`),
  ].flat();
  const rows = REFERENCE.map(({ work, reference, ours, cpp, peer }) => {
    const own = figureOf(measurements, (name) => name === ours);
    const limit = figureOf(measurements, (name) => name === cpp);
    const other = figureOf(measurements, (name) => peer !== undefined && name.startsWith(peer));
    return [work, millions(own), millions(limit), share(own, limit), millions(other), share(own, other), ...reference];
  });
  return markdown([head, ...rows]);
}

/** How fast this machine is beside that of issue 4, in words; '' where there is no figure of C++. */
export function machineText(measurements: readonly Measurement[]): string {
  const shares = machineShares(measurements);
  if (shares.length === 0) return '';
  const each = shares.map(formatValue).join(', ');
  return `The heap in C++ reaches ${each} of issue 4's reference here; their median is the ratio of the next tables.`;
}

/** Everything that issue 4 asks a figure of, but for placements, which have a table of their own. */
export function goalTable(measurements: readonly Measurement[]): string {
  const rows = measurements.flatMap((one) => {
    const { name, value, unit, goal } = one;
    if (goal === undefined || name.startsWith('placement/')) return [];
    const text = 'atLeast' in goal ? `at least ${formatValue(goal.atLeast)}` : `at most ${formatValue(goal.atMost)}`;
    const byRatio = valueByRatio(one, measurements);
    const ratioCells =
      byRatio === undefined
        ? ['', '']
        : [formatValue(Number(byRatio.toPrecision(3))), verdict(meetsGoal({ ...one, value: byRatio }))];
    return [[`\`${name}\``, `${formatValue(value)} ${unit}`, text, verdict(meetsGoal(one)), ...ratioCells]];
  });
  return markdown([['measured', 'figure', 'should be', 'is it?', 'by ratio', 'would it be?'], ...rows]);
}

/** Placements with their removal, in millions per second: a row per case, a column per size, and one by ratio. */
export function placementTable(measurements: readonly Measurement[]): string {
  const at = (name: string, instances: number) =>
    measurements.find((one) => one.name === `placement/${name}/${instances}/index`);
  const names = measurements.flatMap(({ name }) => /^placement\/(.*)\/1000\/index$/.exec(name)?.[1] ?? []);
  const head = PLACEMENT_SIZES.flatMap((size) => [`${formatValue(size)} instances`, 'by ratio']);
  const goals = PLACEMENT_SIZES.flatMap((size) => {
    const text = `at least ${formatValue(PLACEMENT_GOALS[size] / 1e6)}`;
    return [text, text];
  });
  const rows = names.map((name) => {
    const cells = PLACEMENT_SIZES.flatMap((size) => {
      const one = at(name, size);
      if (one === undefined) return ['', ''];
      return [one.value, valueByRatio(one, measurements)].map((value) =>
        value === undefined ? '' : marked(formatValue(value / 1e6), meetsGoal({ ...one, value })),
      );
    });
    const [small, large] = [at(name, 1_000), at(name, 100_000)];
    const growth = small === undefined || large === undefined ? '' : small.value / large.value;
    return [`\`${name}\``, ...cells, growth === '' ? '' : marked(formatValue(growth), growth <= 4)];
  });
  return markdown([
    ['M/s', ...head, 'cost from 1,000 to 100,000'],
    ['should be', ...goals, 'at most 4 times'],
    ...rows,
  ]);
}

/** By events pending, what the heap in C++ reaches here of its reference. */
function machineShares(measurements: readonly Measurement[]): number[] {
  return REFERENCE_HEAP.flatMap(([pending, reference]) => {
    const here = figureOf(measurements, (name) => name === `limits/hold/${pending}/c++`);
    return here === undefined ? [] : [here / reference];
  });
}

/** What a rate or a time would be on a machine as fast as that of issue 4; undefined of all else. */
function valueByRatio({ value, unit }: Measurement, measurements: readonly Measurement[]): number | undefined {
  const shares = machineShares(measurements).sort((a, b) => a - b);
  const share = shares[shares.length >> 1];
  if (share === undefined) return undefined;
  if (unit.endsWith('/s')) return value / share;
  return unit === 's' ? value * share : undefined;
}

function verdict(isMet: boolean): string {
  return isMet ? 'yes' : '**no**';
}

function marked(text: string, isMet: boolean): string {
  return isMet ? text : `**${text}**`;
}

function figureOf(measurements: readonly Measurement[], isMeant: (name: string) => boolean): number | undefined {
  return measurements.find(({ name }) => isMeant(name))?.value;
}

function millions(perSecond: number | undefined): string {
  return perSecond === undefined ? '' : `${formatValue(perSecond / 1e6)} M/s`;
}

function share(own: number | undefined, other: number | undefined): string {
  return own === undefined || other === undefined ? '' : formatValue(own / other);
}

function markdown([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
