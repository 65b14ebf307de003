import type { ResultColumn } from './result-table.ts';

const TYPES = { integer: 'INT32', number: 'DOUBLE', boolean: 'BOOLEAN', text: 'STRING' } as const;

/** Rows that a reader of the file takes in at once. */
const ROW_GROUP_SIZE = 10_000;

/** The columns as a Parquet file, the same bytes for the same columns and facts. */
export async function parquetFile(
  columns: readonly ResultColumn[],
  facts: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const bytes = parquetWriteBuffer({
    columnData: columns.map(({ name, kind, cells }) => ({ name, type: TYPES[kind], nullable: true, data: [...cells] })),
    rowGroupSize: ROW_GROUP_SIZE,
    createdBy: 'plimsoll',
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key: `plimsoll.${key}`, value })),
  });
  return new Uint8Array(bytes);
}
