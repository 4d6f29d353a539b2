import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Calls the product's API. Every failure is an `ApiProblem`. Answers are trusted: they come from our own server. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly http = inject(HttpClient);

  get<T>(path: string, query: Query = {}): Promise<T> {
    return firstValueFrom(this.http.get<T>(`/api${path}`, { params: paramsOf(query) }));
  }

  /** With `onceKey` the same request may be sent again after a lost answer: the server does it once. */
  post<T>(path: string, body: unknown = {}, onceKey?: string): Promise<T> {
    return firstValueFrom(this.http.post<T>(`/api${path}`, body, onceKey === undefined ? {} : { headers: { 'Idempotency-Key': onceKey } }));
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.put<T>(`/api${path}`, body));
  }

  delete<T>(path: string): Promise<T> {
    return firstValueFrom(this.http.delete<T>(`/api${path}`));
  }
}

/** Lists without pages come bare or wrapped, as pages do. */
export function itemsOf<T>(answer: readonly T[] | { readonly items: readonly T[] }): readonly T[] {
  return 'items' in answer ? answer.items : answer;
}

function paramsOf(query: Query): HttpParams {
  const given = Object.entries(query).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined && entry[1] !== null && entry[1] !== '');
  return new HttpParams({ fromObject: Object.fromEntries(given) });
}
