/** The formats agencies exchange, by the extension a file of that content may bear; first is the usual one. */
export const acceptedTypes = {
  'application/pdf': ['pdf'],
  'application/msword': ['doc', 'dot'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/rtf': ['rtf', 'doc'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/tiff': ['tif', 'tiff'],
  'application/xml': ['xml', 'edxml'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AcceptedType = keyof typeof acceptedTypes;

export function extensionOf(name: string): string {
  return /\.([^./\\]{1,10})$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

/** The type a name claims by its extension; null for none or an unknown one. */
export function typeOfExtension(extension: string): AcceptedType | null {
  const types = Object.keys(acceptedTypes) as AcceptedType[];
  return types.find((type) => (acceptedTypes[type] as readonly string[]).includes(extension)) ?? null;
}
