export type {
  Attachment, Business, BusinessReceiver, BusinessUpdate, DocumentCode, DocumentKind, EdocMessage, Organisation, OtherInfo,
  Replacement, ResponseFor, SignerInfo, StaffInfo, StatusMessage, Trace,
} from './messages.js';
export { businessTypes } from './messages.js';
export { EdxmlError } from './edxml-error.js';
export type { EdxmlErrorCode, Position } from './edxml-error.js';
export { encodeEdoc } from './encode-edoc.js';
export { encodeStatus } from './encode-status.js';
export { decode } from './decode.js';
export type { Decoded, SignaturePresence } from './decode.js';
export { defaultLimits } from './limits.js';
export type { EdxmlLimits } from './limits.js';
export { schemaUrl, validate } from './validate.js';
export type { ValidationError, ValidationResult } from './validate.js';
export { edxmlNamespace, signaturePlace, xmldsigNamespace } from './namespaces.js';
export { newDocumentId } from './document-id.js';
export { isOrganId, organIdForm } from './organ-id.js';
export type { OrganIdOptions } from './organ-id.js';
export { isKnownStatusCode, statusText, statusTexts } from './status-texts.js';
export type { KnownStatusCode } from './status-texts.js';
export { canonicalText } from './canonical-text.js';
export { safeFileName } from './file-name.js';
export { signAxisRequest, verifyAxisRequest } from './axis-request.js';
export type { AxisRequest, AxisSigning, AxisVerification, AxisVerificationResult } from './axis-request.js';
export { axisErrorCodes, axisPaths } from './axis-protocol.js';
export type {
  AxisAgenciesAnswer, AxisAgencyEntry, AxisAgencyRegistration, AxisAnswer, AxisCountAnswer, AxisEdocAnswer, AxisMessageType,
  AxisReceivedAnswer, AxisReceivedEntry, AxisReceivedQuery, AxisSentAnswer, AxisSentEntry, AxisSentListAnswer, AxisSentQuery,
  AxisTransportStatus,
} from './axis-protocol.js';
