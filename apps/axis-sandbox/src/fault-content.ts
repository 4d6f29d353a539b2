import { deflateRawSync, crc32 } from 'node:zlib';
import { decode, encodeEdoc } from '@vanthu/edxml';
import type { Attachment } from '@vanthu/edxml';
import type { Faults } from './faults.js';

const oversize = 201 * 1024 * 1024;

/** The message as a receiver gets it: as sent, unless a fault is switched on. */
export function spoil(content: Buffer, faults: Faults): Buffer {
  let result = content;
  if (faults.take('zippedAttachment')) result = zipAttachments(result);
  if (faults.take('missingPrefix')) result = withoutPrefix(result);
  if (faults.take('leadingJunk')) result = Buffer.concat([Buffer.from('1212'), result]);
  if (faults.take('entity')) result = withEntity(result);
  if (faults.take('malformedXml')) result = result.subarray(0, Math.floor(result.length * 0.6));
  if (faults.take('oversizedFile')) result = Buffer.concat([result, Buffer.alloc(oversize, ' ')]);
  return result;
}

function withoutPrefix(content: Buffer): Buffer {
  return Buffer.from(content.toString('utf8').replaceAll('<edXML:', '<').replaceAll('</edXML:', '</'));
}

function withEntity(content: Buffer): Buffer {
  const doctype = '<!DOCTYPE edXML [<!ENTITY own SYSTEM "file:///etc/hostname">]>';
  return Buffer.from(content.toString('utf8').replace(/^(<\?xml[^>]*\?>)?/, `$1${doctype}`));
}

function zipAttachments(content: Buffer): Buffer {
  const decoded = decode(content);
  if (decoded.kind !== 'edoc') return content;
  const attachments = decoded.message.attachments.map((each) => ({ ...each, contentType: 'application/zip', content: zipOf(each) }));
  return Buffer.from(encodeEdoc({ ...decoded.message, attachments }));
}

function zipOf(file: Attachment): Uint8Array {
  const name = Buffer.from(file.name, 'utf8');
  const packed = deflateRawSync(file.content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(file.content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(file.content.byteLength, 18);
  common.writeUInt16LE(name.length, 22);
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), name]);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
