import { sniffMediaType } from './sniff-media-type.js';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A zip file of stored entries with nothing in them but `content`. */
function zip(entries: Readonly<Record<string, string>>): Uint8Array {
  const little = (value: number, length: number) => Array.from({ length }, (_, index) => (value >>> (8 * index)) & 0xff);
  const locals: number[] = [];
  const directory: number[] = [];
  for (const [name, content] of Object.entries(entries)) {
    const common = [...little(20, 2), ...little(0, 8), ...little(0, 4), ...little(content.length, 4), ...little(content.length, 4), ...little(name.length, 2), ...little(0, 2)];
    directory.push(...little(0x02014b50, 4), ...little(20, 2), ...common, ...little(0, 10), ...little(locals.length, 4), ...bytes(name));
    locals.push(...little(0x04034b50, 4), ...common, ...bytes(name), ...bytes(content));
  }
  const count = Object.keys(entries).length;
  return Uint8Array.from([...locals, ...directory, ...little(0x06054b50, 4), ...little(0, 4), ...little(count, 2), ...little(count, 2), ...little(directory.length, 4), ...little(locals.length, 4), ...little(0, 2)]);
}

/** A compound file with one directory sector holding these names. */
function compound(names: readonly string[]): Uint8Array {
  const file = new Uint8Array(512 * 4);
  const view = new DataView(file.buffer);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, 0, true);
  view.setUint32(76, 1, true);
  names.forEach((name, index) => {
    [...name].forEach((character, at) => view.setUint16(512 + index * 128 + at * 2, character.charCodeAt(0), true));
    view.setUint16(512 + index * 128 + 64, (name.length + 1) * 2, true);
  });
  view.setUint32(1024, 0xfffffffe, true);
  return file;
}

const docx = zip({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' });
const pdf = bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');

describe('sniffMediaType', () => {
  it.each([
    ['van ban.pdf', pdf, 'application/pdf'],
    ['VĂN BẢN.PDF', pdf, 'application/pdf'],
    ['không đuôi', pdf, 'application/pdf'],
    ['a.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', zip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.odt', zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '' }), 'application/vnd.oasis.opendocument.text'],
    ['a.ods', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'application/vnd.oasis.opendocument.spreadsheet'],
    ['a.doc', compound(['Root Entry', 'WordDocument', '1Table']), 'application/msword'],
    ['a.xls', compound(['Root Entry', 'Workbook']), 'application/vnd.ms-excel'],
    ['a.rtf', bytes('{\\rtf1\\ansi Xin'), 'application/rtf'],
    ['cũ.doc', bytes('{\\rtf1\\ansi Xin'), 'application/rtf'],
    ['a.txt', utf8('Kính gửi: Sở'), 'text/plain'],
    ['a.txt', bytes('\xff\xfeK\x00'), 'text/plain'],
    ['a.csv', utf8('Số;Ngày\n1;2'), 'text/csv'],
    ['a.png', bytes('\x89PNG\r\n\x1a\n....'), 'image/png'],
    ['a.jpeg', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
    ['a.tif', bytes('II\x2a\x00'), 'image/tiff'],
    ['a.edxml', utf8('\ufeff<?xml version="1.0"?><edXML/>'), 'application/xml'],
  ])('takes %s for what it holds', (name, content, type) => {
    expect(sniffMediaType(content, name)).toBe(type);
  });

  it.each([
    ['a.pdf', docx], ['a.docx', pdf], ['a.pdf', bytes('MZ\x90\x00')], ['a.pdf', utf8('<!DOCTYPE html><script>1</script>')], ['a.txt', utf8('<html>')], ['a.xml', utf8('<svg xmlns="x" onload="1"/>')],
    ['a.doc', compound(['Root Entry', 'Workbook'])], ['a.doc', compound(['Root Entry', 'WordDocument', 'Macros'])], ['a.docx', zip({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' })],
    ['a.docx', zip({ 'setup.exe': '' })], ['a.docx', docx.subarray(0, 60)], ['a.pdf', new Uint8Array()], ['a.txt', bytes('a\x00b')], ['a.txt', bytes('\xff\xff')], ['a.png', bytes('GIF89a')],
    ['a.pdf', utf8('<html>%PDF-1.7')], ['a.rtf', bytes('{\\rtf1{\\object{\\*\\objdata 01}}')],
  ])('refuses %s with another content (%#)', (name, content) => {
    expect(() => sniffMediaType(content, name)).toThrow(expect.objectContaining({ code: 'FILE_CONTENT_MISMATCH' }));
  });

  it.each([
    ['a.exe', bytes('MZ')], ['a.zip', zip({ 'a.txt': 'x' })], ['a.js', utf8('alert(1)')], ['a.html', utf8('<p>')], ['a', bytes('#!/bin/sh')], ['a.docm', docx], ['a.pdf.exe', pdf], ['a.rar', bytes('Rar!\x1a\x07')], ['a.xyz', utf8('text')], ['a', compound(['Root Entry'])],
  ])('refuses %s', (name, content) => {
    expect(() => sniffMediaType(content, name)).toThrow(expect.objectContaining({ code: 'FILE_TYPE_REFUSED' }));
  });

  it('survives damaged containers', () => {
    for (const container of [docx, compound(['WordDocument'])]) {
      for (let length = 1; length < container.length; length += 7) {
        const damaged = container.slice(0, length);
        damaged.fill(0xff, Math.floor(length / 2), Math.floor(length / 2) + 8);
        try {
          sniffMediaType(damaged, 'a.docx');
        } catch (error) {
          expect(error).toMatchObject({ name: 'VanthuError' });
        }
      }
    }
  });
});
