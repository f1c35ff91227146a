import { defined } from '#core/assert.ts';
import { formatMicros, parseDecimal, type Micros } from '#core/decimal/micros.ts';
import type { EventKind, EventState } from '#core/events/event.ts';
import type { EngineOutput } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { listAliases } from '../repositories/aliases.ts';
import { listEventsOf } from '../repositories/events.ts';
import { currentPriceBook, listPriceBookRows } from '../repositories/price-books.ts';
import { currentToleranceSet } from '../repositories/tolerance-sets.ts';
import { currentUnitBasisSet } from '../repositories/unit-basis-sets.ts';
import { dropAlias, saveAlias, setTolerance, setUnitBasis } from '../services/change-parameters.ts';
import { importPriceBook, removePriceBook } from '../services/import-price-book.ts';
import type { EngineHandlers } from './handlers.ts';
import type { JobRegistry } from './job-registry.ts';
import type { WorkspaceReader } from './read-workspace.ts';
import { unhurried } from './unhurried.ts';

/** The channels of the saved parameters. */
type ParameterChannel = Extract<keyof EngineHandlers, `parameters:${string}`>;

/** What the history of the parameters tells of. */
const PARAMETER_EVENTS: readonly EventKind[] = [
  'tolerance-set',
  'unit-basis-set',
  'price-book-set',
  'price-book-removed',
  'alias-set',
  'alias-removed',
  'setting-changed',
];

/** Reads the saved parameters at once, and changes them in their turn. */
export function parameterHandlers(
  workspace: Workspace,
  { database }: WorkspaceReader,
  jobs: JobRegistry,
): Pick<EngineHandlers, ParameterChannel> {
  const change = async (work: () => void | Promise<void>): Promise<null> => {
    await jobs.exclusively(work);
    return null;
  };
  return {
    'parameters:get-parameters': () => parametersOf(database),
    'parameters:set-tolerance': ({ quantity, amount, percent, cap }) =>
      change(() => {
        setTolerance(workspace, {
          quantity: optional(quantity),
          amount: optional(amount),
          percent: decimal(percent),
          cap: optional(cap),
        });
      }),
    'parameters:set-unit-basis': ({ basis, decimals, rounding, grain, bySku }) =>
      change(() => {
        setUnitBasis(workspace, {
          basis,
          decimals: decimals ?? undefined,
          rounding: rounding ?? undefined,
          grain: grain ?? undefined,
          bySku,
        });
      }),
    'parameters:import-price-book': ({ file }) => change(() => importPriceBook(workspace, file, unhurried())),
    'parameters:remove-price-book': () =>
      change(() => {
        removePriceBook(workspace);
      }),
    'parameters:list-prices': (page) => {
      const book = currentPriceBook(database);
      return {
        total: book?.rows ?? 0,
        rows: book === undefined ? [] : listPriceBookRows(database, book.version, page).map(priceToWire),
      };
    },
    'parameters:list-aliases': ({ offset, limit }) => {
      const aliases = listAliases(database);
      return {
        total: aliases.length,
        rows: aliases.slice(offset, offset + limit).map((alias) => ({ ...alias })),
      };
    },
    'parameters:save-alias': (alias) =>
      change(() => {
        saveAlias(workspace, alias);
      }),
    'parameters:remove-alias': (alias) =>
      change(() => {
        dropAlias(workspace, alias);
      }),
    'parameters:list-history': (page) => {
      const { total, events } = listEventsOf(database, PARAMETER_EVENTS, page);
      return {
        total,
        rows: events.map(({ sequence, at, who, what, before, after }) => ({
          sequence,
          at,
          who,
          what,
          before: stateToWire(before),
          after: stateToWire(after),
        })),
      };
    },
  };
}

const decimal = (text: string): Micros => defined(parseDecimal(text), 'the contract checks it').value;
const optional = (text: string | null): Micros | undefined => (text === null ? undefined : decimal(text));
const textOf = (value: Micros | undefined): string | null =>
  value === undefined ? null : formatMicros(value);

function parametersOf(database: ReadableDatabase): EngineOutput<'parameters:get-parameters'> {
  const tolerance = currentToleranceSet(database);
  const unitBasis = currentUnitBasisSet(database);
  const book = currentPriceBook(database);
  return {
    tolerance: {
      version: tolerance?.version ?? null,
      savedAt: tolerance?.createdAt ?? null,
      quantity: textOf(tolerance?.quantity),
      amount: textOf(tolerance?.amount),
      percent: textOf(tolerance?.percent) ?? '0',
      cap: textOf(tolerance?.cap),
    },
    unitBasis: {
      version: unitBasis?.version ?? null,
      savedAt: unitBasis?.createdAt ?? null,
      basis: unitBasis?.basis ?? 'auto',
      decimals: unitBasis?.decimals ?? null,
      rounding: unitBasis?.rounding ?? null,
      grain: unitBasis?.grain ?? null,
      bySku: (unitBasis?.bySku ?? []).map(({ sku, basis }) => ({ sku, basis })),
    },
    priceBook: book
      ? {
          version: book.version,
          fileName: book.name,
          sha256: book.sha256,
          rows: book.rows,
          importedAt: book.createdAt,
        }
      : null,
    aliases: listAliases(database).length,
  };
}

const priceToWire = (
  entry: ReturnType<typeof listPriceBookRows>[number],
): EngineOutput<'parameters:list-prices'>['rows'][number] => ({
  row: entry.row,
  sku: entry.sku,
  unitPrice: formatMicros(entry.unitPrice),
  currency: entry.currency,
  subscriptionId: entry.subscriptionId ?? null,
  customerOrgId: entry.customerOrgId ?? null,
  validFrom: entry.validFrom ?? null,
  validTo: entry.validTo ?? null,
});

type WireState = EngineOutput<'parameters:list-history'>['rows'][number]['before'];

/** The state of an event is JSON already; its lists are copied, since the wire's are not read-only. */
const stateToWire = (state: EventState | undefined): WireState =>
  state === undefined ? null : (structuredClone(state) as WireState);
