import { describe, expect, it } from '@jest/globals';
import { packSnapshot, unpackSnapshot } from './snapshot-codec.js';

describe('stored snapshots', () => {
  const short = '{"format":1,"tên":"Đỗ Văn Được"}';
  const long = JSON.stringify({ format: 1, values: Array.from({ length: 300 }, (_, index) => ({ tên: `Trình ký ${index}` })) });

  it.each([['short', short], ['long', long]])('of %s texts are read as they were written', (_, text) => {
    expect(unpackSnapshot(packSnapshot(text))).toBe(text);
  });

  it('take less room when they are long, and stay readable when they are short', () => {
    expect(packSnapshot(short)).toBe(short);
    expect(packSnapshot(long).length).toBeLessThan(long.length / 4);
  });

  it('of earlier versions are JSON as text or bytes', () => {
    expect(unpackSnapshot(long)).toBe(long);
    expect(unpackSnapshot(Buffer.from(long))).toBe(long);
  });

  it('of later versions are refused', () => {
    expect(() => unpackSnapshot(Buffer.from([9, 1, 2]))).toThrow('not known to this version');
  });
});
