import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, Certificate } from 'pkijs';
import type { KeyAlgorithm } from '../keys/signing-key.js';
import { oids } from './signed-attributes.js';

export interface SignedDataParts {
  readonly certificateChain: readonly Uint8Array[];
  readonly algorithm: KeyAlgorithm;
  /** DER with the tag of a set. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
}

/** A detached CMS SignedData with one signer, in DER. */
export function encodeSignedData(parts: SignedDataParts): Uint8Array {
  const certificates = parts.certificateChain.map((each) => asn1js.fromBER(new Uint8Array(each)).result);
  const signedData = new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 1 }),
      new asn1js.Set({ value: [algorithmIdentifier(oids.sha256)] }),
      new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oids.data })] }),
      new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: certificates }),
      new asn1js.Set({ value: [signerInfo(parts)] }),
    ],
  });
  const contentInfo = new asn1js.Sequence({
    value: [
      new asn1js.ObjectIdentifier({ value: oids.signedData }),
      new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [signedData] }),
    ],
  });
  return new Uint8Array(contentInfo.toBER());
}

function signerInfo({ certificateChain, algorithm, signedAttributes, signature }: SignedDataParts): asn1js.Sequence {
  const leaf = Certificate.fromBER(new Uint8Array(certificateChain[0] ?? []));
  const attributes = asn1js.fromBER(new Uint8Array(signedAttributes)).result;
  const members = attributes instanceof asn1js.Set ? attributes.valueBlock.value : [];
  return new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 1 }),
      new asn1js.Sequence({ value: [leaf.issuer.toSchema(), leaf.serialNumber] }),
      algorithmIdentifier(oids.sha256),
      new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: members }),
      algorithm === 'RSA' ? algorithmIdentifier(oids.rsaEncryption) : algorithmIdentifier(oids.ecdsaWithSha256, false),
      new asn1js.OctetString({ valueHex: new Uint8Array(signature).buffer }),
    ],
  });
}

function algorithmIdentifier(algorithmId: string, withNull = true): asn1js.Sequence {
  return new AlgorithmIdentifier({ algorithmId, ...(withNull && { algorithmParams: new asn1js.Null() }) }).toSchema();
}
