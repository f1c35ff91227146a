import type { EventKind, EventState } from '#core/events/event.ts';
import { DOMAIN_WORDS, wordFor } from './domain-words.ts';
import type { Language } from './language.ts';

/** What was done, entry by entry of the audit log. */
export const EVENT_WORDS: Readonly<Record<Language, Readonly<Partial<Record<EventKind, string>>>>> = {
  en: {
    'lines-judged': 'Decided on differences',
    'lines-matched': 'Matched charges with usage',
    'row-split': 'Split an invoice row',
    'rows-excluded': 'Excluded charges',
    'rows-reclassified': 'Changed the class of rows',
    'alias-learned': 'Learned an alias',
    'rules-withdrawn': 'Withdrew rules',
    'act-undone': 'Took an act back',
    'act-redone': 'Did an act again',
  },
  ja: {
    'lines-judged': '差異の判断',
    'lines-matched': '課金と利用実績の突合',
    'row-split': '請求明細の分割',
    'rows-excluded': '課金の除外',
    'rows-reclassified': '区分の変更',
    'alias-learned': '読替の登録',
    'rules-withdrawn': '設定の取消し',
    'act-undone': '操作の取消し',
    'act-redone': '操作のやり直し',
  },
};

/** The names of what an act's state says, in the order in which they are told. What is not named here is for machines. */
const LABELS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    lines: 'Lines',
    invoice: 'Charges',
    usage: 'Usage',
    rows: 'Rows',
    parts: 'Parts',
    field: 'Field',
    from: 'From',
    to: 'To',
    class: 'Class',
    amount: 'Amount',
    status: 'Status',
    reason: 'Reason',
    note: 'Note',
    varianceQuantity: 'Difference in quantity',
    varianceAmount: 'Difference in amount',
    reviewed: 'Reviewed',
    assignee: 'Assignee',
    due: 'Due',
    act: 'Act number',
    kinds: 'Rules',
    changes: 'Changes',
  },
  ja: {
    lines: '行',
    invoice: '課金',
    usage: '利用実績',
    rows: '請求明細',
    parts: '内訳',
    field: '項目',
    from: '変更前の名称',
    to: '変更後の名称',
    class: '区分',
    amount: '金額',
    status: '対応状況',
    reason: '理由コード',
    note: 'メモ',
    varianceQuantity: '数量の差異',
    varianceAmount: '金額の差異',
    reviewed: '確認済み',
    assignee: '担当者',
    due: '期限',
    act: '操作番号',
    kinds: '設定',
    changes: '変更件数',
  },
};
const YES: Readonly<Record<Language, string>> = { en: 'yes', ja: 'はい' };
const NO: Readonly<Record<Language, string>> = { en: 'no', ja: 'いいえ' };

/** Whether an entry is an act of a person on a month's differences. */
export const isWorkEvent = (what: string): boolean => Object.hasOwn(EVENT_WORDS.en, what);

/** What an entry is called; one without a word stands for itself, visibly. */
export const eventWord = (what: string, language: Language): string => wordFor(EVENT_WORDS[language], what);

/** The state before or after an act as a person reads it: one line a fact. */
export function spokenState(state: EventState, language: Language): string {
  const words = DOMAIN_WORDS[language];
  const vocabularies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    status: words.workflows,
    reason: words.reasons,
    class: words.rowClasses,
    field: words.aliasFields,
  };
  return Object.entries(LABELS[language])
    .flatMap(([name, label]) => {
      const value = state[name];
      if (value === undefined || value === null) return [];
      const vocabulary = vocabularies[name];
      const text =
        typeof value === 'boolean'
          ? (value ? YES : NO)[language]
          : typeof value === 'object'
            ? value.join(', ')
            : vocabulary
              ? wordFor(vocabulary, String(value))
              : String(value);
      return [`${label}: ${text}`];
    })
    .join('\n');
}
