/** A typed column of a reply as base64: as `encodeColumn` of the contract, by the runtime's own code, which is several times faster. */
export const packColumn = (column: Float64Array | Uint32Array | Uint8Array): string =>
  Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('base64');
