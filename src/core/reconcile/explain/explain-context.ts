import type { Micros } from '../../decimal/micros.ts';
import type { SourceRef } from '../../source.ts';
import type { Period } from '../../period.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import type { LevelConflicts } from '../checks/level-conflicts.ts';
import type { Explanation, LineKey, PricedLine } from '../line.ts';
import type { LineNames } from '../result.ts';
import type { LineTolerance } from '../tolerance.ts';
import type { Breakdowns } from '../unit-basis/breakdown.ts';
import type { UnitCandidate } from '../unit-basis/candidate.ts';
import type { DuplicateFinder } from './find-duplicates.ts';
import type { SeveralSkus } from './several-skus.ts';
import type { OverFullIndex } from './over-full.ts';

/** What an explanation may look at. */
export interface ExplainContext {
  readonly period: Period;
  readonly days: number;
  readonly usage: UsageSource;
  readonly unit: UnitCandidate;
  readonly tolerance: LineTolerance;
  readonly breakdowns: Breakdowns;
  readonly duplicates: DuplicateFinder;
  readonly overFull: OverFullIndex;
  /** The consumers with usage of several SKUs below a key's subscription and customer, by consumer. */
  readonly severalSkus: SeveralSkus;
  readonly conflicts: LevelConflicts;
  /** The invoice rows that bill a line's usage but can't be read. */
  readonly unreadable: (line: PricedLine) => readonly SourceRef[];
  /** How ids are shown. */
  readonly namesOf: (key: LineKey) => LineNames;
  /** The days of the whole period as user-days of one full user. */
  readonly fullUserDays: Micros;
}

/** One cause: looks at a line and says what part of its difference it accounts for. */
export type Explainer = (line: PricedLine, context: ExplainContext) => readonly Explanation[];

/** The most addresses that one explanation carries; the workbook's raw sheets hold the rest. */
export const EVIDENCE_LIMIT = 50;
