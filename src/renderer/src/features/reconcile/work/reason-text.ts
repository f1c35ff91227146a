import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';
import type { OfferedReason } from './work-acts.ts';

/** A reason and its note as one text. */
export function reasonText({ reason, note }: OfferedReason, language: Language): string {
  const word = DOMAIN_WORDS[language].reasons[reason];
  if (note === undefined) return word;
  return language === 'ja' ? `${word}「${note}」` : `${word}, “${note}”`;
}
