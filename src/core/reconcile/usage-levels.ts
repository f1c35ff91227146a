import type { UsageLevel } from '../usage/usage-row.ts';
import { LEVEL_ORDER } from './line.ts';

/**
 * The report level from which usage at a grain is read: the report of that grain itself, else the next finer one,
 * added up. Undefined where only coarser reports are held.
 */
export function sourceLevelFor(grain: UsageLevel, levels: readonly UsageLevel[]): UsageLevel | undefined {
  // Asked for every line of a workbook: no list is put in order for it.
  let found: UsageLevel | undefined;
  for (const level of levels) {
    const isUsable = LEVEL_ORDER[level] >= LEVEL_ORDER[grain];
    if (isUsable && (found === undefined || LEVEL_ORDER[level] < LEVEL_ORDER[found])) found = level;
  }
  return found;
}

/** The finest level that is held. */
export function finestLevel(levels: readonly UsageLevel[]): UsageLevel | undefined {
  return [...levels].sort((a, b) => LEVEL_ORDER[b] - LEVEL_ORDER[a])[0];
}
