/** How a usage row's id says where the row came from: batch id x 2^32 + source row. */
const ROW_BITS = 32n;

/** The largest source row that an id has room for. */
export const MAX_SOURCE_ROW = 2 ** 32 - 1;

/** The id of a row of a batch. */
export const usageRowId = (batchId: number, row: number): bigint =>
  (BigInt(batchId) << ROW_BITS) + BigInt(row);

/** The row in the source file. */
export const sourceRowOf = (id: bigint): number => Number(id & 0xffff_ffffn);

/** The batch that a row belongs to. */
export const batchIdOf = (id: bigint): number => Number(id >> ROW_BITS);

/** The ids that the rows of a batch can have, both ends included. */
export const rowIdRange = (batchId: number): { readonly first: bigint; readonly last: bigint } => ({
  first: usageRowId(batchId, 0),
  last: usageRowId(batchId, MAX_SOURCE_ROW),
});
