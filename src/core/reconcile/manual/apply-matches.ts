import { sumMicros } from '../../decimal/micros.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import type { Period } from '../../period.ts';
import type { AuditedRow, LineUsage, PairedLine } from '../line.ts';
import type { Steps } from '../../steps.ts';
import { pairLines } from '../pair-lines.ts';
import { moveTo } from './apply-rows.ts';
import { lineKeyOf, type LineKeyText } from './line-key-text.ts';
import type { ManualMatch } from './manual-rules.ts';

/** Lines paired, those that a person has matched among them. */
export interface MatchedLines {
  readonly lines: readonly PairedLine[];
  /** Matches of which a line is not there any more, or is not one-sided any more: they do nothing. */
  readonly stale: readonly ManualMatch[];
}

/**
 * Pairs both sides, a person's matches first: the charges of a match's invoice lines are held against the usage of
 * its usage lines. Each line takes part in one match at most, and every row and every total stays in exactly one line.
 */
export function* pairWithMatches(
  audited: readonly AuditedRow[],
  usage: UsageSource,
  period: Period,
  matches: readonly ManualMatch[],
): Steps<MatchedLines> {
  const unmatched = yield* pairLines(audited, usage, period);
  if (matches.length === 0) return { lines: unmatched, stale: [] };
  const { applied, stale } = chooseMatches(unmatched, matches);
  const targets = new Map<AuditedRow, LineKeyText>();
  const byKey = new Map(unmatched.map((line) => [lineKeyOf(line), line]));
  for (const match of applied) {
    const target = match.usage[0];
    if (target === undefined) continue;
    for (const key of match.invoice) {
      for (const row of byKey.get(key)?.rows ?? []) targets.set(row, target);
    }
    // What is billed on the other usage lines of a group stays with its usage.
    for (const key of match.usage.slice(1)) {
      for (const row of byKey.get(key)?.rows ?? []) targets.set(row, target);
    }
  }
  const moved = audited.map((row) => {
    const target = targets.get(row);
    return target === undefined ? row : moveTo(row, target);
  });
  return { lines: joinGroups(yield* pairLines(moved, usage, period), applied), stale };
}

/** A match applies where its lines stand as they stood when it was made, and none is taken by an earlier match. */
function chooseMatches(
  lines: readonly PairedLine[],
  matches: readonly ManualMatch[],
): { readonly applied: readonly ManualMatch[]; readonly stale: readonly ManualMatch[] } {
  const invoiceSide = new Set(lines.filter(isInvoiceOnly).map(lineKeyOf));
  const usageSide = new Set(lines.filter(({ usage }) => usage.rows > 0).map(lineKeyOf));
  const taken = new Set<LineKeyText>();
  const isWhole = ({ invoice, usage }: ManualMatch): boolean =>
    invoice.length > 0 &&
    usage.length > 0 &&
    new Set([...invoice, ...usage]).size === invoice.length + usage.length &&
    invoice.every((key) => invoiceSide.has(key) && !taken.has(key)) &&
    usage.every((key) => usageSide.has(key) && !taken.has(key));
  const applied: ManualMatch[] = [];
  const stale: ManualMatch[] = [];
  for (const match of matches) {
    if (!isWhole(match)) {
      stale.push(match);
      continue;
    }
    applied.push(match);
    for (const key of [...match.invoice, ...match.usage]) taken.add(key);
  }
  return { applied, stale };
}

const isInvoiceOnly = ({ rows, usage, outOfPeriod }: PairedLine): boolean =>
  rows.length > 0 && usage.rows === 0 && !outOfPeriod;

/** Puts the usage lines of each match into one line. */
function joinGroups(lines: readonly PairedLine[], applied: readonly ManualMatch[]): readonly PairedLine[] {
  const byKey = new Map(lines.map((line) => [lineKeyOf(line), line]));
  const joined = new Map<PairedLine, PairedLine | undefined>();
  for (const match of applied) {
    const members = match.usage.map((key) => byKey.get(key)).filter((line) => line !== undefined);
    const target = members[0];
    if (target === undefined) continue;
    joined.set(target, joinLines(target, members, match));
    for (const member of members.slice(1)) joined.set(member, undefined);
  }
  return lines.flatMap((line) => {
    if (!joined.has(line)) return [line];
    return joined.get(line) ?? [];
  });
}

function joinLines(target: PairedLine, members: readonly PairedLine[], match: ManualMatch): PairedLine {
  const matched = { ...target, rule: 'manual' as const, manualMatch: match };
  if (members.length === 1) return matched;
  const days = target.usage.parts.length === 1 ? target.usage.parts[0]?.days : undefined;
  const inDaysOfCharges = members.map((member): PairedLine => {
    if (member === target || member.rows.length > 0 || days === undefined) return member;
    // Usage without charges of its own is divided by the days of the charges that it is held against.
    return { ...member, usage: { ...member.usage, parts: [{ userDays: member.usage.userDays, days }] } };
  });
  const rows = members.flatMap((member) => member.rows);
  return {
    ...matched,
    rows,
    invoicedQuantity: sumMicros(rows.map(({ quantity }) => quantity)),
    usage: addUsage(inDaysOfCharges.map(({ usage }) => usage)),
    members: inDaysOfCharges,
  };
}

const addUsage = (usages: readonly LineUsage[]): LineUsage => ({
  userDays: sumMicros(usages.map(({ userDays }) => userDays)),
  rows: usages.reduce((sum, { rows }) => sum + rows, 0),
  parts: usages.flatMap(({ parts }) => parts),
});
