import type { TFunction } from 'i18next';
import type { HistoryEntry } from '#shared/ipc/contract/work.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';

/** An act in a few words: what was done, and to what. */
export function actText(
  entry: Pick<HistoryEntry, 'kind' | 'status' | 'about' | 'changes'>,
  t: TFunction<'work'>,
  language: Language,
): string {
  const act =
    entry.kind === 'judge'
      ? entry.status === null
        ? t('acts.noted')
        : DOMAIN_WORDS[language].workflows[entry.status]
      : t(`acts.${entry.kind}`);
  const [first, ...others] = entry.about;
  if (first === undefined) return act;
  const more = entry.kind === 'judge' ? entry.changes - 1 : others.length;
  return more > 0 ? t('acts.aboutMore', { act, about: first, more }) : t('acts.about', { act, about: first });
}
