// The library's container throws at import unless the polyfill came first.
import 'reflect-metadata';

export * as x509 from '@peculiar/x509';
