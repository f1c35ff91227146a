import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = '何も変更していません。';
const FETCHED_KEPT = '取得済みのデータは保持しています。ほかの変更はありません。';

/** Errors about Webex, in Japanese. A part in [brackets] stands only where its values are known. */
export const WEBEX_ERRORS_JA = {
  FETCH_DATES_REVERSED: {
    happened: '期間の開始日 {start} が終了日 {end} より後になっています。',
    unchanged: NOTHING_CHANGED,
    remedy: '開始日と終了日を入れ替えてください。',
  },
  FETCH_DATES_NOT_PAST: {
    happened:
      'Webex がレポートを作成できるのは過去の日付だけです。{start}..{end} は {newest}（UTC）より先の日を含んでいます。',
    unchanged: NOTHING_CHANGED,
    remedy: '終了日を {newest} 以前にするか、UTC で日付が変わるまでお待ちください。',
  },
  FETCH_DATES_TOO_OLD: {
    happened:
      'Webex がレポートを作成できるのは過去 5 年分だけです。{start}..{end} は {oldest} より前から始まっています。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '開始日を {oldest} 以降にしてください。それより前のレポートをファイルでお持ちの場合は「tieout import-report」をお使いください。',
  },
  API_URL_INVALID: {
    happened:
      'Webex API のアドレス（{url}）は使用できません。https:// で始まり、ユーザー名・パスワード・クエリを含まないものが必要です（http はこの端末自身に限ります）。',
    unchanged: NOTHING_CHANGED,
    remedy: 'TIEOUT_API_URL を修正するか、指定を外してください。',
  },
  TOKEN_MISSING: {
    happened: 'Webex のトークンがありません。',
    unchanged: NOTHING_CHANGED,
    remedy:
      'アプリでは「設定」の「接続」をご確認ください。コマンドラインでは TIEOUT_ACCESS_TOKEN、または TIEOUT_CLIENT_ID・TIEOUT_CLIENT_SECRET・TIEOUT_REFRESH_TOKEN を設定してください。レポートがファイルで手元にある場合、トークンは不要です（tieout import-report）。',
  },
  TOKEN_MALFORMED: {
    happened: 'Webex のトークンに、トークンでは使われない文字または空白が含まれています。',
    unchanged: NOTHING_CHANGED,
    remedy: '改行を入れずに、全体をコピーし直してください。',
  },
  LOOPBACK_PORT_BUSY: {
    happened: 'サインインに必要なこの端末のポート {port} は使用中です[（{reason}）]。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '使用中のプログラムを終了するか、ここと Webex のインテグレーションの両方で別のポートを設定してください。',
  },
  BROWSER_NOT_OPENED: {
    happened: 'サインインのページをブラウザーで開けませんでした。',
    unchanged: NOTHING_CHANGED,
    remedy: 'コードによるサインインをお使いください。どの端末でも確認できます。',
  },
  INTEGRATION_MISSING: {
    happened:
      'サインインには、Webex インテグレーションのクライアント ID とクライアントシークレットが必要です。',
    unchanged: NOTHING_CHANGED,
    remedy: '両方を入力してください。developer.webex.com の「My Webex Apps」で確認できます。',
  },
  SIGN_IN_NOT_RUNNING: {
    happened: 'サインインは実行中ではありません。取り消されたか、別のサインインが開始されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'もう一度開始してください。',
  },
  REPORT_UNKNOWN: {
    happened: '該当するレポートがここにないか、比較できる以前の版がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'レポートの一覧を更新してください。',
  },
  REPORT_IS_POINT_IN_TIME: {
    happened:
      'レポート {report} は Point-In-Time レポートです。ある時点のユーザー数であり、ユーザー日数ではありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '請求書との照合には使用できません。対象期間の照合用レポートを取得してください。',
  },
  CONFIRMATION_NEEDED: {
    happened: '{what} の削除には確認が必要ですが、端末で確認できる人がいません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'コマンドに --yes を付けてください。',
  },
  WEBEX_UNREACHABLE: {
    happened: 'Webex（{host}）に接続できませんでした[（{reason}）]。',
    unchanged: FETCHED_KEPT,
    remedy: 'ネットワーク、プロキシ、TIEOUT_API_URL を確認し、もう一度お試しください。',
  },
  WEBEX_UNAVAILABLE: {
    happened:
      'Webex が要求「{operation}」を処理できませんでした[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy: '時間をおいてもう一度お試しください。中断したところから再開します。',
  },
  WEBEX_RATE_LIMITED: {
    happened:
      'Webex が「{operation}」を待つよう求めています[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy: '時間をおいて[（{seconds} 秒後以降に）]もう一度お試しください。',
  },
  WEBEX_UNAUTHORIZED: {
    happened:
      'Webex が「{operation}」でトークンを受け付けませんでした[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      'トークンの期限切れ、または取り消しです。サインインし直すか新しいトークンを設定してから、もう一度お試しください。',
  },
  WEBEX_SCOPE_MISSING: {
    happened:
      'Webex が「{operation}」を拒否しました。トークンにスコープ {scope} がないか、ユーザーがパートナー管理者ではありません[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      'スコープ {scope} を持つトークンをお使いください。読み取り専用のトークンでも、既存のレポートの一覧・表示・ダウンロードはできます。',
  },
  WEBEX_NOT_FOUND: {
    happened:
      '「{operation}」の対象が Webex にありません[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy: '削除された可能性があります。「tieout reports list」で確認してください。',
  },
  WEBEX_CONFLICT: {
    happened:
      '同じレポートがすでにあるため、Webex が「{operation}」を拒否しました[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      '「tieout reports list」で確認できます。「tieout fetch」はそのレポートを使い、「tieout fetch --regenerate」は作り直します。',
  },
  WEBEX_REFUSED: {
    happened:
      'Webex が「{operation}」を拒否しました[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      '日付、サブパートナー、ユーザーの権限を確認してください[。Webex サポートには trackingId {trackingId} をお伝えください]。',
  },
  WEBEX_REDIRECTED: {
    happened:
      '「{operation}」に対し、サーバーが別の場所[（{host}）]を示しました[（HTTP {status}）]。トークンはそこへは送りません。',
    unchanged: FETCHED_KEPT,
    remedy:
      'プロキシやネットワークのサインイン画面が介在している可能性があります。ブラウザーでページを開いてから、もう一度実行してください。',
  },
  WEBEX_LINK_REFUSED: {
    happened: '「{operation}」の応答が別のサーバー（{host}）を指していました。トークンはそこへは送りません。',
    unchanged: FETCHED_KEPT,
    remedy: 'TIEOUT_API_URL を確認してください。正しい場合は Webex サポートへご連絡ください。',
  },
  WEBEX_ANSWER_UNREADABLE: {
    happened:
      '「{operation}」の応答が Webex API の形式ではありません（{detail}）[（HTTP {status}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      'プロキシやネットワークのサインイン画面が代わりに応答している可能性があります。ネットワークと TIEOUT_API_URL を確認してください。',
  },
  AUTHORIZATION_REFUSED: {
    happened:
      'Webex がサインインを拒否しました[（HTTP {status}）][：{detail}][（Webex コード {code}）][（trackingId {trackingId}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      'インテグレーションのクライアント ID・シークレット・スコープ・リダイレクト先を確認してください。期限切れのリフレッシュトークンは作り直しが必要です。',
  },
  AUTHORIZATION_TIMED_OUT: {
    happened: '時間内にサインインが完了しませんでした。',
    unchanged: FETCHED_KEPT,
    remedy: 'もう一度サインインしてください。',
  },
  REPORT_FAILED: {
    happened: 'Webex がレポート {type} {report} を作成できませんでした[：{detail}][（コード {code}）]。',
    unchanged: FETCHED_KEPT,
    remedy:
      'もう一度「tieout fetch」を実行すると作り直します。再び失敗する場合は、ID とコードを Webex サポートにお伝えください。',
  },
  REPORT_NOT_COMPLETED: {
    happened: 'レポート {type} {report} はまだ完成していません（状態 {status}）。',
    unchanged: FETCHED_KEPT,
    remedy: '数分後にもう一度お試しください。「tieout fetch」は完成を待ちます。',
  },
  REPORT_STILL_RUNNING: {
    happened:
      '{minutes} 分待ちましたが、Webex のレポート {type} {report} は完成していません（状態 {status}）。',
    unchanged: FETCHED_KEPT,
    remedy: '後でもう一度お試しください。新しく作らず、このレポートの続きから再開します。',
  },
  REPORT_CONTENT_DIFFERS: {
    happened: 'レポート {report} は {expected} として要求しましたが、内容は {found} でした。',
    unchanged: FETCHED_KEPT,
    remedy:
      'このレポートは使用していません。「tieout fetch --regenerate」を実行し、変わらない場合は Webex サポートへご連絡ください。',
  },
  DOWNLOAD_FAILED: {
    happened: 'レポート {report} をダウンロードできませんでした（{reason}）。',
    unchanged: FETCHED_KEPT,
    remedy: 'ネットワークとプロキシ（レポートのホストを許可していること）を確認し、もう一度お試しください。',
  },
  DOWNLOAD_LINK_EXPIRED: {
    happened: 'レポート {report} のダウンロードが、新しいリンクでも拒否されました（{reason}）。',
    unchanged: FETCHED_KEPT,
    remedy: 'この端末の時計とプロキシを確認し、もう一度お試しください。',
  },
  DOWNLOAD_HOST_REFUSED: {
    happened: 'Webex が示したダウンロード先のホスト[ {host} ]は、Tieout が知っているホストではありません。',
    unchanged: FETCHED_KEPT,
    remedy: '正しいホストであれば TIEOUT_DOWNLOAD_HOSTS に追加してください。',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
