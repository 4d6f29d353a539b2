import { Injectable } from '@angular/core';

export type PaperPlace = { readonly page: number; readonly scale: string; readonly query: string };

/** Page, zoom and search of each paper, kept while the application is open. */
@Injectable({ providedIn: 'root' })
export class PaperPlaces {
  private readonly places = new Map<string, PaperPlace>();

  of(address: string): PaperPlace {
    return this.places.get(address) ?? { page: 1, scale: 'page-width', query: '' };
  }

  keep(address: string, place: Partial<PaperPlace>): void {
    this.places.set(address, { ...this.of(address), ...place });
  }
}
