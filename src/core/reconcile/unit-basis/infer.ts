import { absolute, ZERO, type Micros } from '../../decimal/micros.ts';
import { idKey, type IdKey } from '../../ids.ts';
import { mapInSteps, type Steps } from '../../steps.ts';
import type { PairedLine } from '../line.ts';
import { UNIT_BASES, type ReconcileParameters, type UnitBasis } from '../parameters.ts';
import type { Breakdowns } from './breakdown.ts';
import {
  defaultCandidate,
  needsEvidence,
  proposableCandidates,
  unitCandidates,
  type UnitCandidate,
} from './candidate.ts';
import { convertsExactly, convertUsage, divisorOf, unroundedQuantity } from './convert.ts';
import { statedBasis } from './stated-basis.ts';

/** The unit basis of one SKU, with its proof of fit. */
export interface UnitBasisChoice {
  readonly candidate: UnitCandidate;
  readonly inferred: boolean;
  /** `of` counts the lines with figures on both sides; `maxResidual` is the largest distance of a matching one from its unrounded quantity. */
  readonly fit: { readonly matching: number; readonly of: number; readonly maxResidual: Micros };
  /** Fewer than two thirds of the lines fit. */
  readonly uncertain: boolean;
}

/** A way of counting that fits more lines than the one that was taken. */
export interface UnitBasisProposal {
  readonly candidate: UnitCandidate;
  readonly matching: number;
  readonly of: number;
}

/** The unit basis of each SKU, and what a person should look at. */
export interface UnitBasisFindings {
  readonly choices: ReadonlyMap<IdKey, UnitBasisChoice>;
  readonly proposal: UnitBasisProposal | undefined;
}

/** A SKU may differ from the rest of the invoice only where at least this many of its lines say so. */
const LINES_TO_DIFFER = 3;
/** A quantity is near a basis when it lies within a fifth of the usage: enough to tell days from months. */
const NEAR_SHARE = 5n;

interface Scored {
  readonly candidate: UnitCandidate;
  readonly matching: number;
}

/**
 * Finds, for each SKU, how its quantities follow from user-days (domain rules 1.4).
 *
 * Each candidate is held against every line that has figures on both sides; it fits a line where it gives the
 * invoiced quantity exactly. The candidate that fits most lines of the invoice is taken; of several, the one that
 * needs no rounding, then the likeliest. A SKU departs from it only by what its unit of measure states, or where
 * at least three of its lines, and two thirds of them, agree on something else: a single line in another unit is
 * a finding (`UNIT_MISMATCH`) and not a unit basis.
 */
export function* inferUnitBasis(
  lines: readonly PairedLine[],
  parameters: ReconcileParameters,
  breakdowns: Breakdowns,
): Steps<UnitBasisFindings> {
  const candidates = unitCandidates(parameters);
  const ofPerson = basisBySku(parameters);
  const evidence = lines.filter((line) => isEvidence(line) && !ofPerson.has(line.key.sku));
  const overall = yield* bestOf(evidence, candidates, parameters, breakdowns);
  const overallFits = overall.matching * 3 >= evidence.length * 2;
  const choices = new Map<IdKey, UnitBasisChoice>();
  for (const [sku, skuLines] of bySku(lines)) {
    const own = skuLines.filter(isEvidence);
    const given = ofPerson.get(sku);
    if (given !== undefined) {
      choices.set(sku, yield* choiceOfPerson(own, { ...parameters, unitBasis: given }, breakdowns));
      continue;
    }
    const stated = parameters.unitBasis === 'auto' ? statedBasis(skuLines) : undefined;
    const candidate =
      stated === undefined
        ? yield* ownCandidate(own, overall.candidate, candidates, parameters, breakdowns)
        : (yield* bestOf(
            own,
            candidates.filter(({ basis }) => stated.includes(basis)),
            parameters,
            breakdowns,
          )).candidate;
    const matching = yield* fittingLines(own, candidate, breakdowns);
    const isThin = matching.length * 3 < own.length * 2;
    choices.set(sku, {
      candidate,
      inferred: parameters.unitBasis === 'auto' && stated === undefined,
      fit: { matching: matching.length, of: own.length, maxResidual: largestResidual(matching, candidate) },
      uncertain: parameters.unitBasis === 'auto' && isThin && (!overallFits || own.length >= LINES_TO_DIFFER),
    });
  }
  return { choices, proposal: yield* proposalOf(evidence, overall, parameters, breakdowns) };
}

/** What a person has stated of single SKUs, by key. */
function basisBySku(parameters: ReconcileParameters): ReadonlyMap<IdKey, UnitBasis> {
  const stated = new Map<IdKey, UnitBasis>();
  for (const { sku, basis } of parameters.unitBasisBySku ?? []) {
    const key = idKey(sku);
    if (key !== undefined) stated.set(key, basis);
  }
  return stated;
}

/** Stated for one SKU, as `--unit-basis` states it for all: only decimals and rounding are left to the figures. */
function* choiceOfPerson(
  own: readonly PairedLine[],
  parameters: ReconcileParameters,
  breakdowns: Breakdowns,
): Steps<UnitBasisChoice> {
  const { candidate } = yield* bestOf(own, unitCandidates(parameters), parameters, breakdowns);
  const matching = yield* fittingLines(own, candidate, breakdowns);
  const maxResidual = largestResidual(matching, candidate);
  return {
    candidate,
    inferred: false,
    fit: { matching: matching.length, of: own.length, maxResidual },
    uncertain: false,
  };
}

/**
 * A candidate outside the usual ones that fits clearly more lines: at least three more, and half of those that do
 * not fit. It is shown to a person, who may state it as a parameter.
 */
function* proposalOf(
  evidence: readonly PairedLine[],
  overall: Scored,
  parameters: ReconcileParameters,
  breakdowns: Breakdowns,
): Steps<UnitBasisProposal | undefined> {
  const fit = yield* mapInSteps(evidence, STEP_LINES, (line) => fits(line, overall.candidate, breakdowns));
  const misfits = evidence.filter((_, index) => fit[index] === false);
  const least = Math.max(LINES_TO_DIFFER, Math.ceil(misfits.length / 2));
  if (misfits.length < least) return undefined;
  let best: UnitBasisProposal | undefined;
  const candidates = proposableCandidates(parameters);
  for (const grain of ['user', 'customer'] as const) {
    if (candidates.some((candidate) => candidate.grain === grain)) yield* breakdowns.prepare(misfits, grain);
  }
  for (const candidate of candidates) {
    const ofMisfits = yield* countFits(misfits, candidate, breakdowns, least);
    if (ofMisfits === undefined) continue;
    const matching = yield* countFits(
      evidence,
      candidate,
      breakdowns,
      (best?.matching ?? overall.matching) + 1,
    );
    if (matching === undefined) continue;
    best = { candidate, matching, of: evidence.length };
  }
  return best;
}

/** Lines that are held against a candidate in one step. */
const STEP_LINES = 500;

function* fittingLines(
  lines: readonly PairedLine[],
  candidate: UnitCandidate,
  breakdowns: Breakdowns,
): Steps<readonly PairedLine[]> {
  const fitting: PairedLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (fits(line, candidate, breakdowns)) fitting.push(line);
    if (index % STEP_LINES === STEP_LINES - 1) yield;
  }
  return fitting;
}

/** How many lines fit; undefined where they are fewer than `least`, which most candidates show within a few lines. */
function* countFits(
  lines: readonly PairedLine[],
  candidate: UnitCandidate,
  breakdowns: Breakdowns,
  least: number,
): Steps<number | undefined> {
  const mostMisfits = lines.length - least;
  let misfits = 0;
  for (const [index, line] of lines.entries()) {
    if (!fits(line, candidate, breakdowns) && (misfits += 1) > mostMisfits) return undefined;
    if (index % STEP_LINES === STEP_LINES - 1) yield;
  }
  return misfits > mostMisfits ? undefined : lines.length - misfits;
}

const isEvidence = (line: PairedLine): boolean =>
  !line.outOfPeriod && line.rows.length > 0 && line.usage.userDays !== 0n && line.invoicedQuantity !== 0n;

function bySku(lines: readonly PairedLine[]): ReadonlyMap<IdKey, readonly PairedLine[]> {
  const groups = new Map<IdKey, PairedLine[]>();
  for (const line of lines) {
    const group = groups.get(line.key.sku);
    if (group) group.push(line);
    else groups.set(line.key.sku, [line]);
  }
  return groups;
}

/** Whether a candidate gives a line's invoiced quantity exactly. */
function fits(line: PairedLine, candidate: UnitCandidate, breakdowns: Breakdowns): boolean {
  if (candidate.decimals === undefined && !convertsExactly(line.usage.parts, candidate.basis)) return false;
  return convertUsage(line, candidate, breakdowns) === line.invoicedQuantity;
}

function isNear(line: PairedLine, basis: UnitBasis): boolean {
  const quantity = unroundedQuantity(line.usage.parts, basis);
  return absolute(line.invoicedQuantity - quantity) * NEAR_SHARE <= absolute(quantity);
}

function largestResidual(lines: readonly PairedLine[], candidate: UnitCandidate): Micros {
  let largest: Micros = ZERO;
  for (const line of lines) {
    const residual = absolute(
      (line.invoicedQuantity - unroundedQuantity(line.usage.parts, candidate.basis)) as Micros,
    );
    if (residual > largest) largest = residual;
  }
  return largest;
}

/** The best candidate for some lines. */
function* bestOf(
  lines: readonly PairedLine[],
  candidates: readonly UnitCandidate[],
  parameters: ReconcileParameters,
  breakdowns: Breakdowns,
): Steps<Scored> {
  const scored = new Map<UnitCandidate, number>();
  let most = 0;
  for (const candidate of likeliestFirst(lines, candidates, breakdowns)) {
    // What fits fewer lines than another one can't be the best: it is left as soon as that is certain.
    const matching = yield* countFits(lines, candidate, breakdowns, most);
    if (matching === undefined) continue;
    if (needsEvidence(candidate, parameters) && !goesBothWays(lines, candidate, breakdowns)) continue;
    scored.set(candidate, matching);
    most = Math.max(most, matching);
  }
  const equals = candidates.filter((candidate) => scored.get(candidate) === most);
  const isOneBasis = equals.every(({ basis }) => basis === equals[0]?.basis);
  // Of one basis all candidates are as near: it is asked where it decides.
  const near = most > 0 && isOneBasis ? undefined : yield* countNear(lines);
  const best = most > 0 ? pickBest(equals, near, needingRounding(lines)) : undefined;
  if (best !== undefined) return { candidate: best, matching: most };
  return { candidate: defaultCandidate(parameters, nearestBasis(candidates, near, parameters)), matching: 0 };
}

/** For each basis the lines that are near it. */
function* countNear(lines: readonly PairedLine[]): Steps<ReadonlyMap<UnitBasis, number>> {
  const near = new Map<UnitBasis, number>();
  for (const basis of UNIT_BASES) {
    near.set(basis, lines.filter((line) => isNear(line, basis)).length);
    yield;
  }
  return near;
}

/** The bases in which some line comes to more than six decimals. */
const needingRounding = (lines: readonly PairedLine[]): ReadonlySet<UnitBasis> =>
  new Set(UNIT_BASES.filter((basis) => !lines.every((line) => convertsExactly(line.usage.parts, basis))));

/** The basis where no candidate fits any line: what is stated, else the one that most lines are near. */
function nearestBasis(
  candidates: readonly UnitCandidate[],
  near: ReadonlyMap<UnitBasis, number> | undefined,
  { unitBasis }: ReconcileParameters,
): UnitBasis {
  if (unitBasis !== 'auto') return unitBasis;
  const isOpen = (basis: UnitBasis): boolean => candidates.some((candidate) => candidate.basis === basis);
  const nearest = [...(near ?? [])].sort((a, b) => b[1] - a[1])[0];
  if (nearest && nearest[1] > 0 && isOpen(nearest[0])) return nearest[0];
  return isOpen('user-months') ? 'user-months' : 'user-days';
}

/** Lines that are asked which candidate is the likeliest. */
const SAMPLE_LINES = 64;

/** The candidates by how many of a few lines they fit: only the order in which they are held against all lines. */
function likeliestFirst(
  lines: readonly PairedLine[],
  candidates: readonly UnitCandidate[],
  breakdowns: Breakdowns,
): readonly UnitCandidate[] {
  const sample = lines.slice(0, SAMPLE_LINES);
  return candidates
    .map((candidate) => ({
      candidate,
      matching: sample.filter((line) => fits(line, candidate, breakdowns)).length,
    }))
    .sort((a, b) => b.matching - a.matching)
    .map(({ candidate }) => candidate);
}

/**
 * Whether what a coarse candidate explains is rounding: of at least three lines that it really rounds, some go up
 * and some go down. Billing whole months for users of part of the period only ever goes up.
 */
function goesBothWays(
  lines: readonly PairedLine[],
  candidate: UnitCandidate,
  breakdowns: Breakdowns,
): boolean {
  const moves = lines
    .filter((line) => fits(line, candidate, breakdowns))
    .map((line) => line.invoicedQuantity - unroundedQuantity(line.usage.parts, candidate.basis))
    .filter((move) => move !== 0n);
  return (
    moves.length >= LINES_TO_DIFFER && moves.some((move) => move > 0n) && moves.some((move) => move < 0n)
  );
}

/**
 * Of candidates that fit as many lines, the one that most lines are near. Of the rest, the earliest: an unrounded
 * candidate comes first, unless some line would need rounding after all.
 */
function pickBest(
  candidates: readonly UnitCandidate[],
  near: ReadonlyMap<UnitBasis, number> | undefined,
  needsRounding: ReadonlySet<UnitBasis>,
): UnitCandidate | undefined {
  const nearOf = ({ basis }: UnitCandidate): number => near?.get(basis) ?? 0;
  const isDemoted = ({ decimals, basis }: UnitCandidate): boolean =>
    decimals === undefined && needsRounding.has(basis);
  let best: UnitCandidate | undefined;
  for (const candidate of candidates) {
    const isBetter =
      !best ||
      nearOf(candidate) > nearOf(best) ||
      (nearOf(candidate) === nearOf(best) && isDemoted(best) && !isDemoted(candidate));
    if (isBetter) best = candidate;
  }
  return best;
}

function* ownCandidate(
  lines: readonly PairedLine[],
  overall: UnitCandidate,
  candidates: readonly UnitCandidate[],
  parameters: ReconcileParameters,
  breakdowns: Breakdowns,
): Steps<UnitCandidate> {
  if (lines.length < LINES_TO_DIFFER) return overall;
  const fitting = (yield* fittingLines(lines, overall, breakdowns)).length;
  if (fitting * 3 >= lines.length * 2) return overall;
  const own = yield* bestOf(lines, candidates, parameters, breakdowns);
  return own.matching > fitting && own.matching * 3 >= lines.length * 2 ? own.candidate : overall;
}

/** The days that one unit stands for over a period, for the result document. */
export const basisDays = (basis: UnitBasis, periodLength: number): number =>
  basis === 'user-months-30' ? Number(divisorOf(basis, periodLength)) : periodLength;
