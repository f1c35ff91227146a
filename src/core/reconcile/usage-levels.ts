import type { UsageLevel } from '../usage/usage-row.ts';
import { LEVEL_ORDER } from './line.ts';

/**
 * The report level from which usage at a grain is read: the report of that grain itself, else the next finer one,
 * added up. Undefined where only coarser reports are held.
 */
export function sourceLevelFor(grain: UsageLevel, levels: readonly UsageLevel[]): UsageLevel | undefined {
  return [...levels]
    .sort((a, b) => LEVEL_ORDER[a] - LEVEL_ORDER[b])
    .find((level) => LEVEL_ORDER[level] >= LEVEL_ORDER[grain]);
}

/** The finest level that is held. */
export function finestLevel(levels: readonly UsageLevel[]): UsageLevel | undefined {
  return [...levels].sort((a, b) => LEVEL_ORDER[b] - LEVEL_ORDER[a])[0];
}
