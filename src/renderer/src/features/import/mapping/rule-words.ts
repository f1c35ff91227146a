import { IMPORTS } from '../../../locales/en/imports.ts';

type RuleKey = keyof typeof IMPORTS.rules;

const isRule = (text: string): text is RuleKey => Object.hasOwn(IMPORTS.rules, text);

/** The word for the rule that gave a row its class: rules of one family share one. */
export function ruleKey(rule: string): RuleKey {
  const family = rule.replace(':', '-');
  if (isRule(family)) return family;
  if (rule.startsWith('words:total')) return 'words-total';
  if (rule.startsWith('words:')) return 'words-class';
  if (rule.startsWith('charge-type:')) return 'charge-type';
  if (rule.startsWith('arithmetic:')) return 'arithmetic';
  return 'no-rule';
}
