import type { EN } from '../locales/en/words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'app';
    readonly resources: typeof EN;
    readonly enableSelector: false;
  }
}
