import { constants, deflateSync } from 'node:zlib';

/** A small PDF whose catalogue lies in a stream that unfolds to `megabytes`. */
export function pdfBomb(megabytes: number): Uint8Array {
  const stream = unfoldingStream(megabytes);
  const header = Buffer.from('%PDF-1.5\n');
  const objects = Buffer.concat([
    Buffer.from(`4 0 obj\n<</Type/ObjStm/N 2/First 10/Filter/FlateDecode/Length ${stream.length}>>stream\n`), stream, Buffer.from('\nendstream\nendobj\n'),
  ]);
  const table = Buffer.alloc(6 * 6);
  const tableAt = header.length + objects.length;
  const rows = [[0, 0, 255], [2, 4, 0], [2, 4, 1], [0, 0, 0], [1, header.length, 0], [1, tableAt, 0]] as const;
  for (const [index, [type, position, last]] of rows.entries()) {
    table.writeUInt8(type, index * 6);
    table.writeUInt32BE(position, index * 6 + 1);
    table.writeUInt8(last, index * 6 + 5);
  }
  const end = Buffer.concat([
    Buffer.from(`5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length ${table.length}>>stream\n`), table,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${tableAt}\n%%EOF\n`),
  ]);
  return new Uint8Array(Buffer.concat([header, objects, end]));
}

/** The same compressed block again and again, which is quicker to make than to read. */
function unfoldingStream(megabytes: number): Buffer {
  const once = deflateSync(Buffer.alloc(10_000_000, ' '), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const [head, block] = [once.subarray(0, 2), once.subarray(2)];
  return Buffer.concat([head, ...Array<Buffer>(Math.ceil(megabytes / 10)).fill(block)]);
}
