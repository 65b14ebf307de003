/** The figures of `npm run bench` as two tables of Markdown: beside the reference points of issue 4, and its goals. */
import { formatValue, type Measurement, meetsGoal } from './report.ts';

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

/** Everything that issue 4 asks a figure of. */
export function goalTable(measurements: readonly Measurement[]): string {
  const rows = measurements.flatMap((one) => {
    const { name, value, unit, goal } = one;
    if (goal === undefined) return [];
    const text = 'atLeast' in goal ? `at least ${formatValue(goal.atLeast)}` : `at most ${formatValue(goal.atMost)}`;
    return [[`\`${name}\``, `${formatValue(value)} ${unit}`, text, meetsGoal(one) ? 'yes' : '**no**']];
  });
  return markdown([['measured', 'figure', 'should be', 'is it?'], ...rows]);
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
