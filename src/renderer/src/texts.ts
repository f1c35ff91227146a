/** The languages of the page. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A command and what it is for. */
export interface CommandText {
  readonly command: string;
  readonly purpose: string;
}

/** Every sentence of the page. */
export interface PageTexts {
  readonly languageName: string;
  readonly languageChoice: string;
  readonly tagline: string;
  readonly statusHeading: string;
  readonly status: string;
  readonly commandsHeading: string;
  readonly commandsLead: string;
  readonly commands: readonly CommandText[];
  readonly privacyHeading: string;
  readonly privacy: string;
  readonly guide: string;
}

const DEMO = 'npm run -s tieout -- demo';
const RECONCILE =
  'npm run -s tieout -- reconcile --invoice invoice.xlsx --report partner.csv customer.csv user.csv --out variance.xlsx';
const HELP = 'npm run -s tieout -- --help';

/** The page in each language; the commands are the same in both. */
export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: {
    languageName: 'English',
    languageChoice: 'Language',
    tagline:
      'Reconciles a Cisco Webex Wholesale invoice with the usage that Webex reports, and proves every figure.',
    statusHeading: 'The screens come with a later release',
    status:
      'In this release the command line does the whole job: it reads the invoice and the usage reports, explains each difference and writes the variance workbook. Run it in a terminal, in the project folder.',
    commandsHeading: 'Command line',
    commandsLead: 'Three commands to start with:',
    commands: [
      { command: DEMO, purpose: 'Reconciles the built-in practice period and writes its variance workbook.' },
      {
        command: RECONCILE,
        purpose: 'Reconciles your own files. Any of the three usage reports may be left out.',
      },
      { command: HELP, purpose: 'Lists every command and option.' },
    ],
    privacyHeading: 'Your files stay here',
    privacy: 'Tieout works offline. This page opens no file and sends nothing anywhere.',
    guide: 'The user’s guide is in the project folder: docs/guide/README.md',
  },
  ja: {
    languageName: '日本語',
    languageChoice: '言語',
    tagline: 'Cisco Webex Wholesale の請求書を Webex が報告する利用実績と照合し、すべての数値を裏付けます。',
    statusHeading: '操作画面は今後のリリースで提供します',
    status:
      'このリリースでは、コマンドラインですべての作業を行えます。請求書と利用レポートを読み込み、差異を一つずつ説明し、差異ワークブックを書き出します。プロジェクトのフォルダーでターミナルから実行してください。',
    commandsHeading: 'コマンドライン',
    commandsLead: 'まずは次の三つのコマンドをお試しください。',
    commands: [
      { command: DEMO, purpose: '同梱の練習用データを照合し、差異ワークブックを書き出します。' },
      {
        command: RECONCILE,
        purpose: 'お手元のファイルを照合します。三つの利用レポートは一部だけでも構いません。',
      },
      { command: HELP, purpose: 'すべてのコマンドとオプションを表示します。' },
    ],
    privacyHeading: 'ファイルは外に出ません',
    privacy: 'Tieout はオフラインで動作します。この画面はファイルを開かず、どこにも送信しません。',
    guide: '使い方ガイド: プロジェクトのフォルダー内 docs/guide/README.ja.md',
  },
};

/** The page's first language: the first of the person's preferred ones that the page speaks, else English. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = LANGUAGES.find((candidate) => tag.toLowerCase().startsWith(candidate));
    if (language) return language;
  }
  return 'en';
}
