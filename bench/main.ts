/**
 * `npm run bench`: every bench, beside bench/baseline.json. `-- --quick` runs small sizes once, to see that they run;
 * `-- --write` makes the figures the new baseline; `-- NAME…` runs those benches only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { kernelBench } from './kernel.ts';
import { limitsBench } from './limits.ts';
import { placementBench } from './placement.ts';
import { type Baseline, describeMachine, formatMeasurements, type Measurement, meetsGoal } from './report.ts';
import { requestsBench } from './requests.ts';
import { runsBench } from './runs.ts';
import { scaleBench } from './scale.ts';

const BENCHES = [kernelBench, limitsBench, placementBench, requestsBench, runsBench, scaleBench];
const BASELINE = new URL('./baseline.json', import.meta.url);

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const machine = describeMachine();
const measurements: Measurement[] = [];
for (const bench of BENCHES) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  measurements.push(...(await bench.measure(values.quick)));
}
if (values.write) writeBaseline();
else print();
const beyond = measurements.filter((one) => one.isHeld === true && !meetsGoal(one));
for (const { name } of beyond) console.error(`${name} is beyond what is held`);
if (beyond.length > 0) process.exitCode = 1;

/** Figures of benches that did not run now stay. */
function writeBaseline(): void {
  const kept = readBaseline().measurements.filter((one) => measurements.every(({ name }) => name !== one.name));
  const all = [...kept, ...measurements.map((one) => ({ ...one, value: Number(one.value.toPrecision(4)) }))];
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(BASELINE, `${JSON.stringify({ machine, measurements: all }, null, 2)}\n`);
  console.log(formatMeasurements(measurements, undefined));
}

function print(): void {
  const baseline = values.quick ? undefined : readBaseline();
  console.log(`this machine: ${machine}`);
  if (baseline !== undefined) console.log(`the baseline: ${baseline.machine}`);
  console.log(formatMeasurements(measurements, baseline));
}

function readBaseline(): Baseline {
  return JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
}
