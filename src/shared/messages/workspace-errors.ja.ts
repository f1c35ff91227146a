import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = '何も変更していません。';
const WORKSPACE_UNTOUCHED = 'ワークスペースには手を加えていません。';

/** Errors about the workspace, its backups and the evidence that leaves it, in Japanese. A part in [brackets] stands only where its values are known. */
export const WORKSPACE_ERRORS_JA = {
  WORKSPACE_LOCKED: {
    happened: 'ワークスペース[ {path} ]は別の Tieout が使用中です[（{holder}）]。',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: '処理の終了を待つか、そちらを終了してから、もう一度お試しください。',
  },
  WORKSPACE_NEWER: {
    happened:
      'ワークスペース[ {path} ]は、より新しいバージョンの Tieout で作成されています[（データの版 {found}、対応できる版 {known}）]。',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'この端末の Tieout を更新してください。',
  },
  WORKSPACE_DAMAGED: {
    happened: 'ワークスペース[ {path} ]のデータベースが破損しています[（{detail}）]。',
    unchanged: '修復も削除も行っていません。',
    remedy: 'まずフォルダー全体を複製し、「tieout restore ファイル」でバックアップから復元してください。',
  },
  WORKSPACE_NOT_WRITABLE: {
    happened: 'ワークスペース[ {path} ][ {folder} ]を作成できないか、書き込めません[（{reason}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '--workspace で書き込み可能なフォルダーを指定してください。',
  },
  MIGRATION_EDITED: {
    happened: 'ワークスペースの更新履歴が、このバージョンの Tieout と一致しません[（{migration}）]。',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: '作成時のバージョンの Tieout を使用し、ログをお送りください。',
  },
  BACKUP_INVALID: {
    happened: 'バックアップ {file} は不完全か、改変されています[（{detail}）]。',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: '別のバックアップを使用してください。',
  },
  EVIDENCE_DAMAGED: {
    happened: '保存済みの証跡ファイルが取り込み時の内容と一致しません[（{file}）]。',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: '「tieout doctor」で該当ファイルを確認し、バックアップから復元してください。',
  },
  KEY_DAMAGED: {
    happened: 'ワークスペースの鍵ファイル {file} が破損しています[（{detail}）]。',
    unchanged: '何も書き出しておらず、代わりの鍵も作成していません。',
    remedy:
      'フォルダーの控えからこのファイルを戻してください。新しい鍵で続ける場合は、このファイルを別の場所へ移してください。以前のマスクや署名は、古い鍵によるものとして残ります。',
  },
  BUNDLE_INVALID: {
    happened: '{file} は証跡バンドルではないか、途中で切れています[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '送付元に再送を依頼してください。それまでは、このファイルは何の証明にもなりません。',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
