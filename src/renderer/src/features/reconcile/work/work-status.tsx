import type { ReactElement } from 'react';
import type { Workflow } from '#core/work/line-state.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { StatusMark, type Tone } from '../../../ui/status-mark.tsx';

const TONES: Readonly<Record<Workflow, Tone>> = {
  open: 'neutral',
  explained: 'good',
  accepted: 'good',
  disputed: 'warn',
  carried: 'accent',
  resolved: 'good',
};

/** What has become of a difference, by sign and word. */
export function WorkStatus({ status }: { readonly status: Workflow }): ReactElement {
  const language = useLanguage();
  return <StatusMark tone={TONES[status]}>{DOMAIN_WORDS[language].workflows[status]}</StatusMark>;
}
