import type { CONNECTION as EN } from '../en/connection.ts';
import type { WordsOf } from '../words-of.ts';

/** The connection to Webex, in Japanese. */
export const CONNECTION: WordsOf<typeof EN> = {
  title: 'Webex への接続',
  show: '接続の詳細を表示',
  states: {
    connected: '接続済み',
    'signed-out': '未接続',
    expired: '再サインインが必要',
    offline: 'オフライン',
  },
  intro:
    'Tieout は、貴社パートナー組織の利用レポートを Webex から取得します。接続しなくても、レポートファイルを取り込めば、ほかの機能はすべて使えます。',
  unreadable:
    'このコンピューターに保存したサインイン情報を読み取れません。破損しているか、別のユーザーアカウントで保存されたものです。レポートと数値に変更はありません。もう一度サインインしてください。保存内容は置き換わります。',
  methods: { browser: 'ブラウザー', device: 'コード', token: 'トークン' },
  connectedBy: {
    browser: 'ブラウザーでサインイン',
    device: 'コードでサインイン',
    token: '貼り付けたトークン',
  },
  facts: {
    way: 'アクセス方法',
    host: 'Webex API',
    otherHost: '管理者による設定',
    lasts: '有効期限',
    renewed: '{{moment}}（自動更新）',
    unknown: '不明',
    kept: '保管場所',
    keyring: 'OS により暗号化して保管',
    session: 'メモリー内（Tieout を終了するまで）',
    sessionWhy: 'この端末には秘密情報を保護するキーリングがないため、保存しません。',
    tokenWhy: '貼り付けたトークンは保存しません。',
    contact: '最終通信',
    never: '今回の起動後はまだありません',
    allowed: '権限',
  },
  permissions: {
    read: 'レポートの一覧とダウンロード',
    write: 'レポートの作成と削除',
    subPartners: '二次パートナーの一覧',
  },
  permission: { yes: '許可', no: '不許可', unknown: '未確認' },
  readOnly:
    '既存のレポートの一覧表示とダウンロードができます。作成と削除には、スコープ spark-admin:wholesale_billing_reports_write を含めてサインインしてください。',
  contact: {
    answered: 'Webex から応答あり',
    refused: 'Webex がアクセスを拒否',
    unreachable: 'Webex に接続できず',
  },
  offline:
    '{{moment}} に Webex へ接続できませんでした。取得済みのデータはすべて、取得からの経過日数とともにここにあります。失われたものはありません。',
  check: '接続を確認',
  signOut: 'サインアウト',
  forget: 'インテグレーションの情報も消去する',
  connect: 'Webex に接続',
  otherWay: '別の方法で接続',
  howTo: '接続方法',
  hints: {
    browser: 'ブラウザーで Webex を開き、サインイン後に Tieout へ戻ります。通常の業務向けです。',
    device: 'コードを任意の端末で確認します。この端末のブラウザーから Tieout へ戻れない場合に使います。',
    token: '試用向けです。developer.webex.com の個人用トークン（有効 12 時間）を使います。保存はしません。',
  },
  integration: {
    title: '貴社の Webex インテグレーション',
    text: 'パートナー管理者が developer.webex.com の「My Webex Apps」で一度だけ作成します。リダイレクト先には次のアドレスを登録してください。',
    deviceText:
      'パートナー管理者が developer.webex.com の「My Webex Apps」で一度だけ作成します。リダイレクト先には、Webex がデバイス認可用に示すアドレスを登録してください。',
    open: 'My Webex Apps を開く',
    clientId: 'クライアント ID',
    clientSecret: 'クライアントシークレット',
    port: 'この端末のポート',
    kept: 'クライアント ID {{id}} とそのシークレットを保管しています。',
    change: '別のものを入力',
    keep: '保管済みのものを使う',
  },
  scopes: '求める権限',
  signIn: { browser: 'ブラウザーでサインイン', device: 'コードを取得' },
  waiting: {
    browser: 'ブラウザーでのサインインを待っています…',
    device: '{{page}} でこのコードを入力してください。',
    until: '{{moment}} まで有効',
    open: 'ページを開く',
    again: 'ページをもう一度開く',
    cancel: '取り消す',
  },
  token: {
    label: 'アクセストークン',
    description: 'Tieout を終了するまで使用します。送信先は {{host}} だけです。',
    use: 'このトークンを使う',
    where: '取得方法',
  },
  failed: 'サインインできませんでした',
};
