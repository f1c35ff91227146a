import type { Widest } from './measure.ts';
import type { Figures, SizeResult } from './results.ts';
import { GROWTH_TARGET, MEMORY_TARGET, TARGETS } from './targets.ts';

/** How a figure stands to its target. */
export interface Standing {
  readonly what: string;
  readonly value: number;
  /** The same in processor time, which a busy machine disturbs less. */
  readonly byCpu: number | undefined;
  readonly atMost: number;
  readonly goal: number;
  readonly isReached: boolean;
}

/** Every ratio for which both sides were measured, at the largest size. */
export function standings(sizes: readonly SizeResult[]): readonly Standing[] {
  const largest = sizes.at(-1);
  if (largest === undefined) return [];
  const all: readonly Figures[] = [...largest.steps, ...largest.peers];
  const named = (name: string): Figures | undefined => all.find((figures) => figures.name === name);
  const found: Standing[] = [];
  const add = (
    what: string,
    value: number,
    byCpu: number | undefined,
    target: { readonly atMost: number; readonly goal: number },
  ): void => {
    const { atMost, goal } = target;
    found.push({
      what,
      value: rounded(value),
      byCpu: byCpu && rounded(byCpu),
      atMost,
      goal,
      isReached: value <= atMost,
    });
  };
  for (const target of TARGETS) {
    const own = named(target.step);
    const other = named(target.against);
    if (own === undefined || other === undefined) continue;
    if (target.of === 'peak memory') {
      if (own.peakMiB === undefined || other.peakMiB === undefined) continue;
      add(`${target.step}: peak memory to ${target.against}`, own.peakMiB / other.peakMiB, undefined, target);
      continue;
    }
    if (target.phases !== undefined) {
      const counted = own.phases.filter(({ name }) => target.phases?.includes(name));
      if (counted.length < target.phases.length) continue;
      add(
        `${target.step}, "${target.phases.join('" and "')}" alone: time to ${target.against}`,
        sum(counted.map(({ wallMs }) => wallMs)) / other.wallMs,
        quotient(sum(counted.map(({ cpuMs }) => cpuMs)), other.cpuMs),
        target,
      );
    }
    add(
      `${target.step}: time to ${target.against}`,
      own.wallMs / other.wallMs,
      quotient(own.cpuMs, other.cpuMs),
      target,
    );
  }
  const month = named(MEMORY_TARGET.step);
  if (largest.users === MEMORY_TARGET.users && month?.peakMiB !== undefined) {
    const { atMostMiB, goalMiB } = MEMORY_TARGET;
    add('whole month: peak memory, MiB', month.peakMiB, undefined, { atMost: atMostMiB, goal: goalMiB });
  }
  return [...found, ...growth(sizes)];
}

/** The exponent of the growth between the two largest sizes: 1 is in step with the rows. */
function growth(sizes: readonly SizeResult[]): readonly Standing[] {
  const [smaller, larger] = sizes.slice(-2);
  if (smaller === undefined || larger === undefined) return [];
  return larger.steps.flatMap((step) => {
    const before = smaller.steps.find(({ name }) => name === step.name);
    if (before === undefined || step.rows <= before.rows) return [];
    const value = Math.log(step.wallMs / before.wallMs) / Math.log(step.rows / before.rows);
    return {
      what: `${step.name}: growth exponent`,
      value: rounded(value),
      byCpu: undefined,
      ...GROWTH_TARGET,
      isReached: value <= GROWTH_TARGET.atMost,
    };
  });
}

/** The tables that a person reads. Markdown, so that they can be kept. */
export function describeResults(sizes: readonly SizeResult[]): string {
  const tables = sizes.map((size) => {
    const title = `${count(size.users)} user rows, ${count(size.lines)} invoice lines`;
    const rows = size.steps.flatMap((step) => [
      cells(step, step.name),
      ...step.phases.map(({ name, wallMs, cpuMs, widest }) => [
        `  of it: ${name}`,
        '',
        seconds(wallMs),
        seconds(cpuMs),
        ...['', ''],
        ...gaps(widest),
      ]),
      ...size.peers
        .filter((peer) => peer.step === step.name)
        .map((peer) => cells(peer, `- ${peer.name} (ours: ${ratio(step.wallMs, peer.wallMs)})`)),
    ]);
    const figures = table([
      ['step', 'rows', 'seconds', 'CPU s', 'rows/s', 'peak MiB', 'widest gap ms', 'of work'],
      ...rows,
    ]);
    return `${title}\n\n${figures}${describeResponsiveness(size)}`;
  });
  const reached = standings(sizes).map(({ what, value, byCpu, atMost, goal, isReached }) => [
    what,
    String(value),
    byCpu === undefined ? '' : String(byCpu),
    String(atMost),
    String(goal),
    isReached ? (value <= goal ? 'reached, and the goal' : 'reached') : 'NOT reached',
  ]);
  const standing = table([['ratio', 'is', 'by CPU', 'at most', 'goal', ''], ...reached]);
  return [...tables, ...describeOutcomes(sizes), ...(reached.length > 0 ? [standing] : [])].join('\n');
}

/** What was compared with the tolerant readers; a difference would have ended the benchmark. */
function describeOutcomes(sizes: readonly SizeResult[]): readonly string[] {
  const rows = sizes.flatMap(({ users, lines, outcome }) => {
    if (outcome === undefined) return [];
    const classes = Object.entries(outcome.classes).map(([name, number]) => `${name} ${count(number)}`);
    const { invoiced, variance } = outcome.totals;
    return [
      [
        `${count(users)} x ${count(lines)}`,
        outcome.resultHash.replace('sha256:', '').slice(0, 16),
        String(invoiced),
        String(variance),
        count(outcome.lines),
        classes.join(', '),
        'the same',
      ],
    ];
  });
  if (rows.length === 0) return [];
  const header = ['result', 'hash', 'invoiced', 'variance', 'lines', 'by class', 'by the tolerant readers'];
  return [table([header, ...rows])];
}

function describeResponsiveness({ responsiveness }: SizeResult): string {
  if (responsiveness === undefined) return '';
  const { importMs, widestGapMs, afterLastProgressMs, openMs, cancelMs } = responsiveness;
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return (
    `\nThe USER report alone, ${ms(importMs)}: at most ${ms(widestGapMs)} between two words of progress, ` +
    `${ms(afterLastProgressMs)} after the last; cancelled after ${cancelMs.map(ms).join(', ')}; ` +
    `the workspace opens again in ${ms(openMs)}.\n`
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (value: number): number => Number(value.toFixed(3));
const quotient = (own: number | undefined, other: number | undefined): number | undefined =>
  own === undefined || other === undefined || other === 0 ? undefined : own / other;
const count = (value: number): string => value.toLocaleString('en');
const seconds = (ms: number | undefined): string => (ms === undefined ? '' : (ms / 1000).toFixed(2));
const ratio = (own: number, other: number): string => `${(own / other).toFixed(2)}x`;
const cells = (figures: Figures, name: string): readonly string[] => [
  name,
  count(figures.rows),
  seconds(figures.wallMs),
  seconds(figures.cpuMs),
  count(figures.rowsPerSecond),
  figures.peakMiB === undefined ? '' : String(figures.peakMiB),
  ...gaps(figures.widest),
];
const gaps = (widest: Widest | undefined): readonly string[] =>
  widest === undefined ? ['', ''] : [count(widest.gapMs), count(widest.workMs)];

/** A table in Markdown: the first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3);
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(width(0)) : cell.padStart(width(column)))).join(' | ')} |`;
  const [header = [], ...body] = rows;
  const rule = header.map((_, column) =>
    column === 0 ? '-'.repeat(width(0)) : `${'-'.repeat(width(column) - 1)}:`,
  );
  return `${[line(header), line(rule), ...body.map(line)].join('\n')}\n`;
}
