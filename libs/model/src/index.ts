export * from './key.js';
export * from './organisation.js';
export * from './document.js';
export { errorCodes, errorText, VanthuError, type ErrorCode, type Language } from './error-codes.js';
export { factTexts } from './fact-texts.js';
export * from './api/index.js';
export type * from './received-document.js';
export { vanthuModdle } from './vanthu-moddle.js';
