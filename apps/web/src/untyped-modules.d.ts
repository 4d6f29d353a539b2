declare module 'flatpickr/dist/esm/l10n/vn.js' {
  import type { CustomLocale } from 'flatpickr/dist/types/locale';
  export const Vietnamese: CustomLocale;
}
