/** Namespace of QCVN 102:2016, as the national axis uses it. */
export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';
export const xmldsigNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const xlinkNamespace = 'http://www.w3.org/1999/xlink';

/** Where a signer appends its enveloped `ds:Signature`: the last child of edXMLHeader. Relative to the document node. */
export const signaturePlace = {
  xpath: "/*[local-name()='edXML']/*[local-name()='edXMLEnvelope']/*[local-name()='edXMLHeader']",
  action: 'append',
} as const;
