import fc from 'fast-check';
import { decode } from './decode.js';
import { EdxmlError } from './edxml-error.js';
import { encodeEdoc } from './encode-edoc.js';
import { encodeStatus } from './encode-status.js';
import { buildZip } from './testing/build-zip.js';
import { sampleEdoc, sampleStatus } from './testing/sample-messages.js';

const zip = buildZip([{ name: 'a.doc', content: new TextEncoder().encode('nội dung') }]);
const messages = [
  encodeEdoc(sampleEdoc()),
  encodeEdoc(sampleEdoc({ attachments: [{ contentId: '1', name: 'a.doc', contentType: 'application/zip', content: zip }] })),
  encodeStatus(sampleStatus()),
].map((xml) => Buffer.from(xml));

function decodesOrRefuses(bytes: Uint8Array): boolean {
  try {
    decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof EdxmlError) return true;
    throw error;
  }
}

describe('decode', () => {
  it('reads or refuses any message that was damaged on the way, and never fails otherwise', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.uint8Array({ maxLength: 6 })), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(fc.constantFrom(...messages), damage, (message, cuts) => {
      const damaged = cuts.reduce((bytes, [at, removed, inserted]) => {
        const place = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place + removed)]);
      }, message);
      return decodesOrRefuses(damaged);
    }), { numRuns: 2000 });
  });

  it('reads or refuses any packed file that was damaged', () => {
    fc.assert(fc.property(fc.nat({ max: zip.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
      const content = Uint8Array.from(zip);
      content[at] = value;
      const attachments = [{ contentId: '1', name: 'a.doc', contentType: 'application/zip', content }];
      return decodesOrRefuses(Buffer.from(encodeEdoc(sampleEdoc({ attachments }))));
    }), { numRuns: 1000 });
  });
});
