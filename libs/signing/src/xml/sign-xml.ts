import { SignedXml } from 'xml-crypto';
import { certificateAlgorithm, parseCertificate } from '../certificates/certificate.js';
import { certificateToPem } from '../certificates/pem.js';
import type { SigningKey } from '../keys/signing-key.js';
import { SigningError } from '../signing-error.js';
import { algorithmOver, xmlAlgorithms } from './signature-algorithms.js';

export interface XmlSigningOptions {
  /** XPath of the element whose last child the signature becomes; default the header of an edXML message. */
  readonly parentXpath?: string;
}

const edxmlHeader = "/*[local-name()='edXML']/*[local-name()='edXMLEnvelope']/*[local-name()='edXMLHeader']";

/**
 * Signs the whole document: enveloped XML-DSig, SHA-256, canonical XML 1.0, the certificate chain in X509Data.
 * Throws SigningError XML_INVALID, and what the key throws. Elliptic curves other than P-256 are not supported.
 */
export async function signXml(xml: string, key: SigningKey, { parentXpath = edxmlHeader }: XmlSigningOptions = {}): Promise<string> {
  refuseDoctype(xml);
  const [leaf] = key.certificateChain;
  if (leaf === undefined) throw new SigningError('CERTIFICATE_INVALID', 'the chain is empty');
  refuseOtherCurves(leaf);
  const signed = new SignedXml({
    // Only a mark that there is a key: the algorithm below holds the real one.
    privateKey: 'held by the signing key',
    publicCert: key.certificateChain.map(certificateToPem).join(''),
    canonicalizationAlgorithm: xmlAlgorithms.canonical,
    signatureAlgorithm: key.algorithm === 'RSA' ? xmlAlgorithms.rsaSha256 : xmlAlgorithms.ecdsaSha256,
  });
  signed.SignatureAlgorithms = { [signed.signatureAlgorithm ?? '']: algorithmOver(key) };
  signed.addReference({
    xpath: '/*', uri: '', isEmptyUri: true, digestAlgorithm: xmlAlgorithms.sha256, transforms: [xmlAlgorithms.enveloped, xmlAlgorithms.canonical],
  });
  await compute(signed, xml, parentXpath);
  return signed.getSignedXml();
}

/** Document types bring entities, and no message needs them. Throws SigningError XML_INVALID. */
export function refuseDoctype(xml: string): void {
  if (/<!DOCTYPE/i.test(xml)) throw new SigningError('XML_INVALID', 'document types are not accepted');
}

function refuseOtherCurves(leaf: Uint8Array): void {
  if (certificateAlgorithm(leaf) === 'ECDSA' && parseCertificate(leaf).publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new SigningError('CERTIFICATE_INVALID', 'only the curve P-256 is supported in XML');
  }
}

function compute(signed: SignedXml, xml: string, parentXpath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown): void => {
      reject(cause instanceof SigningError ? cause : new SigningError('XML_INVALID', 'no place for the signature, or not well-formed', { cause }));
    };
    try {
      signed.computeSignature(xml, { prefix: 'ds', location: { reference: parentXpath, action: 'append' } }, (error) => (error ? refuse(error) : resolve()));
    } catch (error) {
      refuse(error);
    }
  });
}
