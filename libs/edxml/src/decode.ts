import { EdxmlError } from './edxml-error.js';
import { ElementReader } from './element-reader.js';
import { readEdoc } from './decode-edoc.js';
import { readStatus } from './decode-status.js';
import { defaultLimits } from './limits.js';
import { edxmlNamespace, xmldsigNamespace } from './namespaces.js';
import { Warnings } from './warnings.js';
import { readXmlText } from './xml-input.js';
import { parseXml } from './xml-tree.js';
import type { EdxmlLimits } from './limits.js';
import type { EdocMessage, StatusMessage } from './messages.js';
import type { XmlElement } from './xml-tree.js';

/** Whether a signature stands in the header; `empty` is an element without a value. Nothing is verified here. */
export type SignaturePresence = 'present' | 'absent' | 'empty';

interface DecodedBase {
  readonly signature: SignaturePresence;
  /** What was put up with, in Vietnamese. */
  readonly warnings: readonly string[];
  /** The XML as received, only without byte order mark and leading junk: verify signatures on this. */
  readonly raw: string;
}

export type Decoded =
  | (DecodedBase & { readonly kind: 'edoc'; readonly message: EdocMessage })
  | (DecodedBase & { readonly kind: 'status'; readonly message: StatusMessage });

/**
 * Reads a message of either kind and puts up with everything senders are known to get wrong.
 * @param limits replaces single limits of `defaultLimits`
 * @throws EdxmlError when it cannot be read, is unsafe, or lacks what it cannot do without
 */
export function decode(bytes: Uint8Array, limits: Partial<EdxmlLimits> = {}): Decoded {
  const effective = { ...defaultLimits, ...limits };
  const warnings = new Warnings();
  const raw = readXmlText(bytes, effective.maxBytes, warnings);
  const tree = parseXml(raw, effective, warnings);
  if (tree.local !== 'edXML' || (tree.uri !== edxmlNamespace && tree.uri !== '')) {
    throw new EdxmlError('EDXML_MALFORMED', `the root element is ${tree.local}, not edXML`, { line: tree.line, column: 1 });
  }
  const root = new ElementReader(tree, warnings);
  const header = root.requiredChild('edXMLEnvelope').requiredChild('edXMLHeader');
  const messageHeader = header.requiredChild('MessageHeader');
  const base = () => ({ signature: signatureIn(tree), warnings: warnings.list(), raw });
  if (messageHeader.child('StatusCode')) {
    const message = readStatus(messageHeader);
    return { kind: 'status', message, ...base() };
  }
  const message = readEdoc({ root, header, messageHeader }, effective, warnings);
  return { kind: 'edoc', message, ...base() };
}

function signatureIn(tree: XmlElement): SignaturePresence {
  const headers = tree.children.filter((child) => child.local === 'edXMLEnvelope').flatMap((envelope) => envelope.children);
  const found = headers.flatMap((header) => header.children).find(isSignature);
  if (!found) return 'absent';
  return hasValue(found) ? 'present' : 'empty';
}

function isSignature(element: XmlElement): boolean {
  // Some systems leave the signature in the namespace of edXML.
  const namespaces = [xmldsigNamespace, edxmlNamespace, ''];
  return ['Signature', 'DigitalSignature'].includes(element.local) && namespaces.includes(element.uri);
}

function hasValue(element: XmlElement): boolean {
  if (element.local === 'SignatureValue') return element.text.trim() !== '';
  return element.children.some(hasValue);
}
