import { EXPLANATION_CODES, VARIANCE_CLASSES } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { LineFilter } from '#shared/ipc/contract/result-lines.ts';

const KEY_FIELDS = ['subscriptionId', 'sku', 'customerOrgId', 'customerExternalId', 'consumerId'] as const;

/**
 * What a place asks the screen to show: `goTo('reconcile', { sku, customerOrgId, class, cause, signature, level,
 * differences: 'yes' })`; undefined where it asks for nothing.
 */
export function filterOf(
  about: Readonly<Record<string, string>>,
): { readonly filter: LineFilter; readonly level: UsageLevel | undefined } | undefined {
  if (Object.keys(about).length === 0) return undefined;
  const key = Object.fromEntries(
    KEY_FIELDS.flatMap((name) => {
      const text = about[name];
      return text === undefined || text === '' ? [] : [[name, text] as const];
    }),
  );
  const varianceClass = VARIANCE_CLASSES.find((name) => name === about['class']);
  const cause = EXPLANATION_CODES.find((code) => code === about['cause']);
  const signature = about['signature'];
  return {
    level: USAGE_LEVELS.find((level) => level === about['level']),
    filter: {
      ...(Object.keys(key).length === 0 ? {} : { key }),
      ...(varianceClass === undefined ? {} : { classes: [varianceClass] }),
      ...(cause === undefined ? {} : { explanations: [cause] }),
      ...(signature === undefined ? {} : { signature }),
      ...(about['differences'] === undefined ? {} : { differencesOnly: true }),
    },
  };
}
