export function composeLetter(letter: { readonly subject: string; readonly notation: string; readonly mark?: string }): Promise<Buffer>;
