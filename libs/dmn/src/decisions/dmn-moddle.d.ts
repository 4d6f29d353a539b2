declare module 'dmn-moddle' {
  export const DmnModdle: unknown;
}
