export class ProblemError extends Error {
  readonly status: number;
  readonly problem: { readonly code: string; readonly detail: string; readonly errors?: readonly { readonly path: string; readonly code: string }[]; readonly extra?: Record<string, unknown> } | null;
}

/** One signed-in person speaking HTTP; answers are unchecked JSON of the shape the caller names. */
export class Person {
  readonly username: string;
  constructor(baseUrl: string, username: string, password: string);
  session(): Promise<{ readonly csrfToken: string; readonly person: { readonly displayName: string } }>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  postForm<T>(path: string, form: FormData): Promise<T>;
  download(path: string): Promise<Buffer>;
}

export function until<T>(what: string, look: () => Promise<T | null | undefined | false | 0>, seconds?: number): Promise<T>;
