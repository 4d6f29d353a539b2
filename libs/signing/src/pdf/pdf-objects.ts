import { PdfArray, PdfNumber, PdfRef } from '@libpdf/core';
import type { PDF, PdfObject } from '@libpdf/core';
import type { Box } from './geometry.js';

export function numbers(...values: readonly number[]): PdfArray {
  return PdfArray.of(...values.map((value) => PdfNumber.of(Math.round(value * 1000) / 1000)));
}

export function rectOf(box: Box): PdfArray {
  return numbers(box.x, box.y, box.x + box.width, box.y + box.height);
}

/** The box of a /Rect, whichever corners it names; null where it is none. */
export function boxOf(rect: PdfArray | undefined): Box | null {
  const corners = rect?.toArray().map((each) => (each.type === 'number' ? (each as PdfNumber).value : Number.NaN)) ?? [];
  const [x1, y1, x2, y2] = corners;
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || corners.some(Number.isNaN)) return null;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** Follows references; null where there is nothing. */
export function resolved(pdf: PDF, object: PdfObject | undefined): PdfObject | null {
  if (object === undefined) return null;
  return object instanceof PdfRef ? pdf.context.registry.resolve(object) : object;
}

/** How to read entries of a dictionary that may be references. */
export function resolverOf(pdf: PDF): (ref: PdfRef) => PdfObject | null {
  return (ref) => pdf.context.registry.resolve(ref);
}

/** Bytes written as they are. The library's class for them is not exported, but its strings and names are structural. */
export function rawObject(text: string): PdfObject {
  const bytes = new TextEncoder().encode(text);
  const raw = { type: 'raw' as const, bytes, toBytes: (writer: { writeBytes(bytes: Uint8Array): void }) => writer.writeBytes(bytes) };
  return raw as unknown as PdfObject;
}
