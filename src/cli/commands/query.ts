/** `plimsoll query`: SQL over the table of a sweep, finished or going on. */
import { Command, Option } from 'commander';
import { formatListing, LISTING_FORMATS, type ListingColumn, type ListingFormat, left, right } from '../listing.ts';

interface QueryOptions {
  readonly format: ListingFormat;
}

/** The command `query`. */
export function queryCommand(): Command {
  return new Command('query')
    .description('Asks the table of a sweep with SQL, by DuckDB; a sweep that is going on has the rows that are done.')
    .argument('<results>', 'directory of the results of plimsoll sweep')
    .argument(
      '<sql>',
      'such as "select strategy, avg(usdPerMonth) from results group by 1"; the table is called results',
    )
    .addOption(new Option('--format <format>', 'form of the output').choices(LISTING_FORMATS).default('table'))
    .action(query);
}

async function query(results: string, sql: string, { format }: QueryOptions): Promise<void> {
  const { queryResults } = await import('../../sweep/store/query-results.ts');
  const { columns, rows } = await queryResults(results, sql);
  const records = rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
  const shown = columns.map((name): ListingColumn<Record<string, unknown>> => {
    const isNumeric = records.every((record) => record[name] === null || typeof record[name] === 'number');
    return (isNumeric ? right : left)(name, (record) => cellText(record[name]));
  });
  process.stdout.write(await formatListing({ rows: records, columns: shown, notes: [], empty: 'No rows.' }, format));
}

/** Digits that a table shows of a number; JSON and CSV have all. */
const DIGITS = 8;

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS)));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
