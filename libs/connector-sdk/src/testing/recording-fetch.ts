export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type FetchAnswer = Response | Error | ((request: RecordedRequest) => Response | Promise<Response>);

export interface RecordingFetch {
  readonly fetch: typeof fetch;
  readonly requests: readonly RecordedRequest[];
}

/** A `fetch` that answers from a list (the last answer repeats) and keeps what it was asked. Honours the signal. */
export function recordingFetch(...answers: readonly FetchAnswer[]): RecordingFetch {
  const requests: RecordedRequest[] = [];
  const record: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const recorded = { method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() };
    requests.push(recorded);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (answer === undefined) throw new Error('no answer was prepared');
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer.clone() : answer(recorded);
  };
  return { fetch: record, requests };
}

/** A `fetch` that answers nothing until its signal is aborted. */
export const hangingFetch: typeof fetch = (_input, init) =>
  new Promise((_, reject) => {
    const signal = init?.signal;
    const end = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
