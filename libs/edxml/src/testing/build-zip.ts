import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the directory claims, when that shall be a lie. */
  readonly claimedSize?: number;
}

/** A zip archive of deflated files. */
export function buildZip(files: readonly ZipFile[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const packed = deflateRawSync(file.content);
    const name = Buffer.from(file.name, 'utf8');
    const common = commonFields(file, packed);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), common, u16(name.length), u16(0), name, packed]);
    centrals.push(Buffer.concat([
      Buffer.from('504b010214001400', 'hex'), common, u16(name.length), u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset), name,
    ]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.concat([
    Buffer.from('504b0506', 'hex'), u16(0), u16(0), u16(files.length), u16(files.length), u32(central.length), u32(offset), u16(0),
  ]);
  return new Uint8Array(Buffer.concat([...locals, central, end]));
}

function commonFields(file: ZipFile, packed: Uint8Array): Buffer {
  const size = file.claimedSize ?? file.content.byteLength;
  return Buffer.concat([u16(0x800), u16(8), u16(0), u16(0), u32(crc32(file.content)), u32(packed.byteLength), u32(size)]);
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
