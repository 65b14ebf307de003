/**
 * Compiles the catalog's CSV files into `src/catalog/data/`: `node tools/compile-catalog.ts ../shared/data`.
 * The same CSV gives the same bytes. `src/catalog/data-files.ts` says what each file holds. A price, an as-of date,
 * a source, an estimate flag: all that a reader may show is carried over; what nothing reads (the raw branch-interface
 * limits of Kubernetes) is left in the CSV.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseString } from 'fast-csv';
import type {
  DictionaryColumn,
  FargatePrice,
  InstanceTypeColumns,
  OtherPrice,
  RegionPrices,
  SavingsPlans,
  SourcedColumn,
} from '../src/catalog/data-files.ts';

type Row = Readonly<Record<string, string>>;

/** The files to be, path below `src/catalog/data/` → text. */
export async function compileCatalog(csvFolder: string): Promise<Map<string, string>> {
  const read = (name: string) => readCsv(join(csvFolder, name));
  const types = await read('ec2-instance-types.csv');
  const onDemand = byRegion(await read('ec2-on-demand-prices.csv'));
  const spot = byRegion(await read('ec2-spot.csv'));
  const rowOf = new Map(types.map((type, row) => [type.instance_type!, row]));
  const regions = [...onDemand.keys()].sort();
  const files = new Map<string, string>([
    ['instance-types.json', linePerField(instanceTypeColumns(types))],
    ['regions.json', `${JSON.stringify(regions)}\n`],
    ['fargate.json', linePerItem((await read('fargate-prices.csv')).map(fargatePrice))],
    ['other-prices.json', linePerItem((await read('other-prices.csv')).map(otherPrice))],
    ['savings-plans.json', linePerPlan(savingsPlans(await read('savings-plans.csv')))],
  ]);
  for (const region of regions) {
    const prices = regionPrices(onDemand.get(region)!, spot.get(region) ?? [], rowOf);
    files.set(`ec2/${region}.json`, linePerField(prices));
  }
  return files;
}

/** A column per plan, by kind, term and payment; `none` is no plan. */
function savingsPlans(rows: readonly Row[]): SavingsPlans {
  const discounted = rows.filter(({ commitment }) => commitment !== 'none');
  const categories = [...new Set(discounted.map((row) => row.instance_family!))].sort();
  const names = [...new Set(discounted.map(({ commitment, payment }) => `${commitment} ${payment}`))].sort();
  return {
    categories,
    plans: names.map((name) => {
      const own = discounted.filter(({ commitment, payment }) => `${commitment} ${payment}` === name);
      const byCategory = new Map(own.map((row) => [row.instance_family!, row]));
      const cells = categories.map((category) => byCategory.get(category));
      const [, kind, years, payment] = /^(\w+)-(\d)y (\w+)$/.exec(name)!;
      return {
        kind: kind!,
        years: Number(years),
        payment: payment!,
        discount: cells.map((row) => (row === undefined ? null : number(row.discount_fraction!))),
        estimate: cells.map((row) => Number(row === undefined || flag(row.estimate!))),
        source: dictionary(cells.map((row) => row?.source ?? '')),
        asOf: dictionary(cells.map((row) => row?.as_of ?? '')),
      };
    }),
  };
}

function instanceTypeColumns(types: readonly Row[]): InstanceTypeColumns {
  const numbers = (name: string) => types.map((type) => number(type[name]!));
  const flags = (name: string) => types.map((type) => Number(flag(type[name]!)));
  const strings = (name: string) => dictionary(types.map((type) => type[name]!));
  return {
    instanceType: types.map((type) => type.instance_type!),
    vcpu: numbers('vcpu'),
    memoryMiB: numbers('memory_mib'),
    architecture: strings('architecture'),
    currentGeneration: flags('current_generation'),
    burstable: flags('burstable'),
    bareMetal: flags('bare_metal'),
    gpuCount: numbers('gpu_count'),
    gpuName: strings('gpu_name'),
    gpuMemoryMiB: numbers('gpu_memory_mib'),
    networkBaselineGbps: numbers('network_baseline_gbps'),
    networkBurstGbps: numbers('network_burst_gbps'),
    ebsBaselineMbps: types.map((type) => optionalNumber(type.ebs_baseline_mbps!)),
    localNvmeGb: numbers('local_nvme_gb'),
    maxEnis: numbers('max_enis'),
    ipv4PerEni: numbers('ipv4_per_eni'),
    trunkedTasks: types.map((type) => optionalNumber(type.branch_enis!)),
    trunkedTasksBasis: strings('branch_enis_basis'),
    hypervisor: strings('hypervisor'),
  };
}

/** The Spot CSV names no source for its rows; its README does: the parquet of 2026-07, else AWS's Spot Advisor. */
const SPOT_AVERAGE = { source: 'vantage-2026-07', asOf: '2026-07' };
const savingsSource = (asOf: string) => (asOf === SPOT_AVERAGE.asOf ? SPOT_AVERAGE.source : `spot-advisor-${asOf}`);

function regionPrices(
  onDemand: readonly Row[],
  spot: readonly Row[],
  rowOf: ReadonlyMap<string, number>,
): RegionPrices {
  const rows = onDemand.map((price) => rowOf.get(price.instance_type!)!).sort((a, b) => a - b);
  const position = new Map(rows.map((row, index) => [row, index]));
  const columns = (cells: readonly Cell[]) =>
    sourcedColumns(
      cells.map((cell) => ({ ...cell, position: position.get(rowOf.get(cell.instanceType)!)! })),
      rows.length,
    );
  return {
    rows,
    onDemand: columns(onDemand.map((p) => cell(p, p.usd_per_hour!, { source: p.source!, asOf: p.as_of! }))),
    spotAverage: columns(spot.map((p) => cell(p, p.spot_avg_usd_per_hour!, SPOT_AVERAGE))),
    spotSavingsPercent: columns(
      spot.map((p) => ({
        ...cell(p, p.savings_fraction!, { source: savingsSource(p.savings_as_of!), asOf: p.savings_as_of! }),
        value: percent(p.savings_fraction!),
      })),
    ),
    interruptionPercent: columns(
      spot.map((p) => ({
        ...cell(p, p.interruption_min!, {
          source: `spot-advisor-${p.interruption_as_of!}`,
          asOf: p.interruption_as_of!,
        }),
        value: percent(p.interruption_min!),
      })),
    ),
  };
}

interface Cell {
  readonly instanceType: string;
  readonly value: number | null;
  readonly source: string;
  readonly asOf: string;
}

function cell(price: Row, text: string, provenance: { source: string; asOf: string }): Cell {
  return { instanceType: price.instance_type!, value: optionalNumber(text), ...provenance };
}

/** One column per source and date, in the order of the dates, newest first; empty cells make no column. */
function sourcedColumns(cells: readonly (Cell & { position: number })[], length: number): SourcedColumn[] {
  const columns = new Map<string, { source: string; asOf: string; values: (number | null)[] }>();
  for (const { position, value, source, asOf } of cells) {
    if (value === null) continue;
    const key = `${asOf} ${source}`;
    const column = columns.get(key) ?? { source, asOf, values: new Array<number | null>(length).fill(null) };
    column.values[position] = value;
    columns.set(key, column);
  }
  return [...columns].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, column]) => column);
}

function fargatePrice(price: Row): FargatePrice {
  return {
    region: price.region!,
    operatingSystem: price.os!,
    architecture: price.architecture!,
    capacity: price.capacity!,
    vcpuHour: number(price.usd_per_vcpu_hour!),
    gbHour: number(price.usd_per_gb_hour!),
    ephemeralGbHour: number(price.usd_per_ephemeral_gb_hour!),
    osFeeVcpuHour: number(price.usd_os_fee_per_vcpu_hour!),
    asOf: price.as_of! === '' ? null : price.as_of!,
    source: price.source!,
    estimate: flag(price.estimate!),
    ephemeralEstimate: flag(price.ephemeral_estimate!),
  };
}

function otherPrice(price: Row): OtherPrice {
  return {
    region: price.region!,
    service: price.service!,
    item: price.item!,
    unit: price.unit!,
    usd: number(price.usd!),
    asOf: price.as_of! === '' ? null : price.as_of!,
    source: price.source!,
    estimate: flag(price.estimate!),
  };
}

function dictionary(cells: readonly string[]): DictionaryColumn {
  const values = [...new Set(cells)].filter((value) => value !== '').sort();
  return { values, index: cells.map((value) => values.indexOf(value)) };
}

function byRegion(prices: readonly Row[]): Map<string, Row[]> {
  const regions = new Map<string, Row[]>();
  for (const price of prices) {
    const listed = regions.get(price.region!);
    if (listed === undefined) regions.set(price.region!, [price]);
    else listed.push(price);
  }
  return regions;
}

function number(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`"${text}" is not a number`);
  return value;
}

function optionalNumber(text: string): number | null {
  return text === '' ? null : number(text);
}

/** A fraction of at most two decimals as a whole percentage. */
function percent(text: string): number | null {
  return text === '' ? null : Math.round(number(text) * 100);
}

function flag(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`"${text}" is neither true nor false`);
  return text === 'true';
}

function linePerField(value: object): string {
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function linePerPlan({ categories, plans }: SavingsPlans): string {
  return `{"categories":${JSON.stringify(categories)},\n"plans":[\n${plans.map((plan) => JSON.stringify(plan)).join(',\n')}\n]}\n`;
}

function linePerItem(items: readonly object[]): string {
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`;
}

function readCsv(path: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    parseString<Row, Row>(readFileSync(path, 'utf8'), { headers: true })
      .on('error', reject)
      .on('data', (row: Row) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

if (import.meta.main) {
  const target = fileURLToPath(new URL('../src/catalog/data/', import.meta.url));
  const files = await compileCatalog(process.argv[2] ?? '../shared/data');
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  const bytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  process.stdout.write(`${files.size} files, ${bytes} bytes in ${target}\n`);
}
