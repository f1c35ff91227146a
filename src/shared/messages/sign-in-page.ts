import type { Language } from './language.ts';

/** What a person reads in the browser once the sign-in is done there. */
export const SIGN_IN_PAGE: Readonly<Record<Language, { readonly title: string; readonly text: string }>> = {
  en: {
    title: 'Back to Tieout',
    text: 'Webex has answered. You can close this page: Tieout shows whether you are connected.',
  },
  ja: {
    title: 'Tieout にお戻りください',
    text: 'Webex からの応答を受け取りました。このページは閉じてかまいません。接続の結果は Tieout に表示されます。',
  },
};
