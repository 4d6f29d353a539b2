import { PdfArray, PdfBool, PdfDict, PdfName, PdfNull, PdfNumber, PdfRef, PdfStream, PdfString } from '@libpdf/core';
import type { PDF, PdfObject } from '@libpdf/core';
import { resolved } from '../pdf/pdf-objects.js';

/** Thrown when two revisions are too large to compare within bounds. */
export class ComparisonTooLarge extends Error {}

/** Decides pairs of dictionaries that follow rules of their own; undefined leaves them to the comparison by value. */
export type Settle = (a: PdfDict, b: PdfDict) => boolean | undefined;

const budget = 1_000_000;

/** Compares objects of two revisions of one file by value, through references. */
export class ObjectEquality {
  readonly #before: PDF;
  readonly #after: PDF;
  readonly #assumed = new Set<string>();
  #steps = 0;

  constructor(before: PDF, after: PDF) {
    this.#before = before;
    this.#after = after;
  }

  /** Throws ComparisonTooLarge. */
  areEqual(a: PdfObject | undefined, b: PdfObject | undefined, isSettled: Settle): boolean {
    this.#steps += 1;
    if (this.#steps > budget) throw new ComparisonTooLarge();
    if (!(a instanceof PdfRef && b instanceof PdfRef)) return this.#valuesEqual(a, b, isSettled);
    const pair = `${a.objectNumber}:${b.objectNumber}`;
    if (this.#assumed.has(pair)) return true;
    this.#assumed.add(pair);
    const isEqual = this.#valuesEqual(a, b, isSettled);
    // What was found equal may have leant on this pair being equal.
    if (!isEqual) this.#assumed.clear();
    return isEqual;
  }

  #valuesEqual(a: PdfObject | undefined, b: PdfObject | undefined, isSettled: Settle): boolean {
    const left = resolved(this.#before, a) ?? PdfNull.instance;
    const right = resolved(this.#after, b) ?? PdfNull.instance;
    if (left instanceof PdfDict && right instanceof PdfDict) {
      const isSame = isPageNode(left) && isPageNode(right) ? sameReference(a, b) : isSettled(left, right);
      return isSame ?? this.#dictsEqual(left, right, isSettled);
    }
    if (left instanceof PdfArray && right instanceof PdfArray) {
      return left.length === right.length
        && left.toArray().every((each, index) => this.areEqual(each, right.at(index), isSettled));
    }
    return plainEqual(left, right);
  }

  #dictsEqual(a: PdfDict, b: PdfDict, isSettled: Settle): boolean {
    if (a instanceof PdfStream !== b instanceof PdfStream) return false;
    if (a instanceof PdfStream && b instanceof PdfStream && Buffer.compare(a.data, b.data) !== 0) return false;
    const ignored = a instanceof PdfStream ? 'Length' : '';
    return keysOf(a, b).every((key) => key === ignored || this.areEqual(a.get(key), b.get(key), isSettled));
  }
}

export function keysOf(a: PdfDict, b: PdfDict): string[] {
  return [...new Set([...a.keys(), ...b.keys()].map((key) => key.value))];
}

function isPageNode(dict: PdfDict): boolean {
  const type = dict.get('Type');
  return type instanceof PdfName && (type.value === 'Page' || type.value === 'Pages');
}

function sameReference(a: PdfObject | undefined, b: PdfObject | undefined): boolean | undefined {
  return a instanceof PdfRef && b instanceof PdfRef ? a.objectNumber === b.objectNumber : undefined;
}

function plainEqual(a: PdfObject, b: PdfObject): boolean {
  if (a instanceof PdfString && b instanceof PdfString) return Buffer.compare(a.bytes, b.bytes) === 0;
  if (a instanceof PdfName && b instanceof PdfName) return a.value === b.value;
  if (a instanceof PdfNumber && b instanceof PdfNumber) return a.value === b.value;
  if (a instanceof PdfBool && b instanceof PdfBool) return a.value === b.value;
  return a.type === 'null' && b.type === 'null';
}
