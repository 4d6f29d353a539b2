import { Param, type PipeTransform } from '@nestjs/common';
import { VanthuError } from '@vanthu/model';

const KEY = /^\d{1,19}$/;
const LARGEST = 9_223_372_036_854_775_807n;

/** A key from the path. What cannot be a key is answered as what is not there: NOT_FOUND with `what`. */
export function KeyParam(name: string, what: string): ParameterDecorator {
  return Param(name, new KnownKey(what));
}

class KnownKey implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (!KEY.test(value) || BigInt(value) > LARGEST) throw new VanthuError('NOT_FOUND', { what: this.what });
    return value;
  }
}
