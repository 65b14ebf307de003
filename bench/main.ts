/**
 * `npm run bench`: every bench, beside bench/baseline.json, and the tables of docs/performance.md. `-- --quick` runs
 * small sizes once, to see that they run; `-- --write` makes the figures the new baseline and renews
 * docs/performance.md; `-- NAME…` runs those benches only, and `-- long-trace` one that runs when it is named alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allocationBench } from './allocation.ts';
import { idleBench } from './idle.ts';
import { kernelBench } from './kernel.ts';
import { lifeCycleBench } from './life-cycle.ts';
import { limitsBench } from './limits.ts';
import { placementBench } from './placement.ts';
import { type Baseline, describeMachine, formatMeasurements, type Measurement, meetsGoal } from './report.ts';
import { requestsBench } from './requests.ts';
import { runsBench } from './runs.ts';
import { longTraceBench, scaleBench } from './scale.ts';
import { startBench } from './start.ts';
import { goalTable, machineText, placementTable, referenceTable } from './tables.ts';
import { threadsBench } from './threads.ts';

const BENCHES = [
  kernelBench,
  limitsBench,
  lifeCycleBench,
  placementBench,
  requestsBench,
  runsBench,
  idleBench,
  allocationBench,
  scaleBench,
  longTraceBench,
  startBench,
  threadsBench,
];
const BASELINE = new URL('./baseline.json', import.meta.url);
const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
/** What is between these lines of the document is written here. */
const [BEGIN, END] = ['<!-- npm run bench -- --write -->', '<!-- end -->'];

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const measurements: Measurement[] = [];
for (const bench of BENCHES) {
  const isMeant = positionals.length === 0 ? bench.isOnlyAsked !== true : positionals.includes(bench.name);
  if (!isMeant) continue;
  measurements.push(...(await bench.measure(values.quick)));
}
const before = readBaseline();
print();
if (values.write) write();
const beyond = measurements.filter((one) => one.isHeld === true && !meetsGoal(one));
for (const { name } of beyond) console.error(`${name} is beyond what is held`);
if (beyond.length > 0) process.exitCode = 1;

function print(): void {
  console.log(`this machine: ${describeMachine()}`);
  if (!values.quick) console.log(`the baseline: ${before.machine}, ${before.date}`);
  console.log(formatMeasurements(measurements, values.quick ? undefined : before));
  if (!values.quick) console.log(`\n${tables(measurements)}`);
}

/** Figures of benches that did not run now stay. */
function write(): void {
  const kept = before.measurements.filter((one) => measurements.every(({ name }) => name !== one.name));
  const all = [...kept, ...measurements.map((one) => ({ ...one, value: Number(one.value.toPrecision(4)) }))];
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  const baseline: Baseline = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    measurements: all,
  };
  writeFileSync(BASELINE, `${JSON.stringify(baseline, null, 2)}\n`);
  const document = readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)];
  const measured = `${baseline.machine}, ${baseline.date}.\n\n${tables(all)}`;
  writeFileSync(DOCUMENT, `${document.slice(0, start)}\n\n${measured}\n\n${document.slice(end)}`);
}

function tables(all: readonly Measurement[]): string {
  const parts = [referenceTable(all), machineText(all), goalTable(all), placementTable(all)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function readBaseline(): Baseline {
  return JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
}
