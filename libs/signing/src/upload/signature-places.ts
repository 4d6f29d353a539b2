import { personBox, sealDiameter } from '../letter/page-geometry.js';
import { mm, overlaps } from '../pdf/geometry.js';
import type { Box } from '../pdf/geometry.js';
import type { PrintedPage } from './printed-page.js';

export interface SignaturePlaces {
  readonly person: Box;
  readonly agency: Box;
}

const leastHeight = mm(16);
const margin = mm(18);
const air = 3;

/**
 * Where the person's and the agency's signature cover nothing on a page: above the printed name of the signer,
 * else in the lowest free band at the right. Null where there is no room.
 */
export function findSignaturePlaces(page: PrintedPage, signerName: string | undefined): SignaturePlaces | null {
  if (page.isRotated) return null;
  const bands = [...bandAboveName(page, signerName), ...freeBands(page)];
  for (const band of bands) {
    const places = placesIn(band);
    const isFree = [places.person, places.agency].every((box) => isInside(box, page.area) && !page.pieces.some((piece) => overlaps(box, piece.box)));
    if (isFree) return places;
  }
  return null;
}

interface Band {
  readonly center: number;
  readonly bottom: number;
  readonly height: number;
}

function bandAboveName(page: PrintedPage, signerName: string | undefined): Band[] {
  const wanted = plain(signerName ?? '');
  if (wanted === '') return [];
  const name = page.pieces.findLast((piece) => plain(piece.text) === wanted);
  if (name === undefined) return [];
  const center = name.box.x + name.box.width / 2;
  return bandsIn(page, center).filter((band) => Math.abs(band.bottom - name.box.y - name.box.height) < 2 * air);
}

/** The lowest first: a letter ends with its signature. */
function freeBands(page: PrintedPage): Band[] {
  return bandsIn(page, page.area.x + page.area.width - mm(20) - mm(42.5));
}

/** Bands without text as wide as both signatures, high enough, from the bottom up. */
function bandsIn(page: PrintedPage, center: number): Band[] {
  const column = { x: center - personBox.width / 2 - sealDiameter * 0.55, width: personBox.width + sealDiameter * 0.55 };
  const edges = page.pieces
    .filter(({ box }) => box.x < column.x + column.width && column.x < box.x + box.width)
    .map(({ box }) => ({ bottom: box.y, top: box.y + box.height }))
    .sort((a, b) => a.bottom - b.bottom);
  const bands: Band[] = [];
  let bottom = page.area.y + margin;
  for (const edge of [...edges, { bottom: page.area.y + page.area.height - margin, top: Infinity }]) {
    if (edge.bottom - bottom >= leastHeight + 2 * air) bands.push({ center, bottom, height: edge.bottom - bottom });
    bottom = Math.max(bottom, edge.top);
  }
  return bands;
}

/** As in our own letters, only smaller where there is less room; a tall band is used at its top, under the text. */
function placesIn({ center, bottom, height }: Band): SignaturePlaces {
  const seal = Math.min(sealDiameter, height - 2 * air);
  const personHeight = Math.min(personBox.height, seal);
  const middle = height > sealDiameter * 2 ? bottom + height - air - mm(8) - seal / 2 : bottom + height / 2;
  const person = { x: center - personBox.width / 2, y: middle - personHeight / 2, width: personBox.width, height: personHeight };
  return { person, agency: { x: person.x + person.width / 3 - seal, y: middle - seal / 2, width: seal, height: seal } };
}

function isInside(box: Box, area: Box): boolean {
  return box.x >= area.x && box.y >= area.y && box.x + box.width <= area.x + area.width && box.y + box.height <= area.y + area.height;
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLocaleUpperCase('vi');
}
