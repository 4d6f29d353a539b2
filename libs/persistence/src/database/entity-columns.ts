import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

type More = Omit<ColumnOptions, 'type' | 'name'>;

export const nullable: More = { nullable: true };

/** int64 key: a decimal string in JavaScript. */
export const KeyColumn = (name: string, more: More = {}): PropertyDecorator => Column({ ...more, type: 'bigint', name });
export const PrimaryKeyColumn = (name: string): PropertyDecorator => PrimaryColumn({ type: 'bigint', name });

/** Epoch milliseconds as a number. */
export const Instant = (name: string, more: More = {}): PropertyDecorator => Column({ ...more, type: 'bigint', name, transformer: numeric });
export const Integer = (name: string, more: More = {}): PropertyDecorator => Column({ ...more, type: 'int', name });
export const Flag = (name: string): PropertyDecorator => Column({ type: 'boolean', name });
export const Chars = (name: string, length: number, more: More = {}): PropertyDecorator => Column({ ...more, type: 'varchar', length, name });
export const PrimaryChars = (name: string, length: number): PropertyDecorator => PrimaryColumn({ type: 'varchar', length, name });
export const LongText = (name: string, more: More = {}): PropertyDecorator => Column({ ...more, type: 'text', name });
/** A value kept as JSON text. */
export const Json = (name: string, more: More = {}): PropertyDecorator => Column({ ...more, type: 'text', name, transformer: json });

const numeric = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? null : Number(value)),
};

const json = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : null),
};
