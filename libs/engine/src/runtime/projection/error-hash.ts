/** The 32-bit hash by which Camunda's tools group error messages: that of Java's strings. */
export function errorHash(message: string): number {
  let hash = 0;
  for (let index = 0; index < message.length; index++) hash = (Math.imul(hash, 31) + message.charCodeAt(index)) | 0;
  return hash;
}
