import type { ErrorSentence } from './error-sentence.ts';
import type { WORK_ERRORS_EN } from './work-errors.en.ts';

const NOTHING_CHANGED = '変更は行っていません。';

/** Errors about the work on a month's differences, in Japanese. */
export const WORK_ERRORS_JA: Readonly<Record<keyof typeof WORK_ERRORS_EN, ErrorSentence>> = {
  RUN_NOT_CURRENT: {
    happened: 'この結果を表示した後に、同じ月が再照合されました。',
    unchanged: NOTHING_CHANGED,
    remedy: '最新の結果を確認のうえ、操作してください。',
  },
  WORK_LINE_UNKNOWN: {
    happened: '選択した行は、この結果に含まれていません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'その月の最新の結果を開き、選び直してください。',
  },
  WORK_REASON_MISSING: {
    happened: '理由コードが選択されていません[（選択行のうち {lines} 行）]。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '理由コードを選択してください。説明済みにする場合と、重要な差異を承認または異議申立てする場合に必要です。',
  },
  WORK_NOTE_MISSING: {
    happened: 'メモが入力されていません[（選択行のうち {lines} 行）]。',
    unchanged: NOTHING_CHANGED,
    remedy:
      'メモを入力してください。理由が「その他」の場合と、重要な差異を承認または異議申立てする場合に必要です。',
  },
  WORK_NOT_RESOLVABLE: {
    happened: '解決済みにできるのは、異議申立て中または繰越の差異だけです。',
    unchanged: NOTHING_CHANGED,
    remedy: '先に異議申立てまたは繰越とするか、差異を承認してください。',
  },
  WORK_MATCH_IMPOSSIBLE: {
    happened: '選択した行どうしは突合できません。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '一方に当期の利用実績のない課金、もう一方に利用実績を選択してください。すべて同じレベルで、他の突合に含まれていない必要があります。',
  },
  WORK_ROW_UNSUITABLE: {
    happened: '選択した請求明細には、この操作を行えません[（{row} 行目）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'すべて読み取れた行を選択してください。除外と分割は課金の行だけに行えます。',
  },
  WORK_SPLIT_NOT_EXACT: {
    happened: '各部分の合計が元の行と一致しません[（元の行: {row}、合計: {parts}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '数量と金額の合計が、どちらも元の行と末尾の桁まで一致するように修正してください。',
  },
  WORK_ALIAS_IMPOSSIBLE: {
    happened: 'これらの行からは読替を登録できません。双方の名称が同じか、一方に名称がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '双方で名称が異なる項目を選択してください。',
  },
  WORK_RULE_UNKNOWN: {
    happened: 'この突合・分割・除外・区分の設定は、すでに取り消されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'その月の最新の結果を確認してください。',
  },
  WORK_NOTHING_TO_UNDO: {
    happened: 'この月には、元に戻せる操作がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '行った操作は履歴で確認できます。',
  },
  WORK_NOTHING_TO_REDO: {
    happened: 'この月には、やり直せる操作がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '行った操作は履歴で確認できます。',
  },
  WORK_CHANGED_MEANWHILE: {
    happened: 'この操作で設定した内容が、その後ほかで変更されています[（{what}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '操作を元に戻す代わりに、設定画面で変更してください。',
  },
};
