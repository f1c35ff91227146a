import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { LineRow, LineTotals, ListedUsers } from '#shared/ipc/contract/result-lines.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';
import {
  formatCount,
  formatDay,
  formatMoney,
  formatMoneyDifference,
  formatQuantity,
  formatQuantityDifference,
} from '../../../lib/format/format.ts';
import type { CopiedCell, GridColumn } from '../../../ui/data-grid/grid-column.ts';
import { AlignedFigure } from '../../../ui/data-grid/aligned-figure.tsx';

const textCell = (text: string | null | undefined): CopiedCell => ({ text: text ?? '', kind: 'text' });
const figureCell = (text: string | null): CopiedCell => ({ text: text ?? '', kind: 'number' });

/** Room for a sum in bold, its separators, four decimals and the padding of a cell. */
function widthOf(sum: string | null | undefined): number {
  const whole = (sum ?? '').split('.')[0] ?? '';
  return Math.ceil((whole.length * 4) / 3) * DIGIT_WIDTH + 4 * DIGIT_WIDTH + 36;
}
const DIGIT_WIDTH = 8;

function directionOf(value: string): 'over' | 'under' | 'nil' {
  if (/^-?[0.]*$/.test(value)) return 'nil';
  return value.startsWith('-') ? 'under' : 'over';
}

/** How a person calls the customer of a row: by name, else by the partner's own id, else by the organization. */
export const customerOf = (
  row: Pick<LineRow, 'customerName' | 'customerExternalId' | 'customerOrgId'>,
): string | undefined => row.customerName ?? row.customerExternalId ?? row.customerOrgId ?? undefined;

/** Where the users beneath a line do not come to its usage: what they come to. */
function usersDiffer(row: LineRow, t: TFunction<'reconcile'>): ReactNode {
  if (row.users === null || row.users.users === 0 || row.users.userDays === row.userDays) return null;
  return (
    <span className="warn-text">{t('usersDiffer', { userDays: formatQuantity(row.users.userDays) })}</span>
  );
}

/** The columns of the lines: invoice, expected and difference side by side, quantities in both units. */
export function lineColumns(about: {
  readonly t: TFunction<'reconcile'>;
  readonly language: Language;
  readonly currency: string | null;
  readonly level: UsageLevel;
  readonly totals: LineTotals | undefined;
  /** The users that stand beneath the lines; undefined where none do. */
  readonly users: ListedUsers | undefined;
  /** While the users are on their way: nobody knows yet who stands beneath a line. */
  readonly isAddingUp: boolean;
  /** Where the proof takes the room: amounts alone, the other figures by choice. */
  readonly isCompact: boolean;
  /** Where a user's whole id has room. */
  readonly isWide: boolean;
}): readonly GridColumn<LineRow>[] {
  const { t, language, currency, level, totals, users, isAddingUp, isCompact, isWide } = about;
  const words = DOMAIN_WORDS[language];
  const unit = currency ?? undefined;
  const causeOf = ({ explanations }: LineRow): string => {
    const [first] = explanations;
    return first === undefined ? '' : t(`causes.${first}`);
  };
  const classOf = (row: LineRow): string => {
    if (row.kind === 'usage') return t('partOf', { line: customerOf(row) ?? t('wholePartner') });
    return row.class === null ? t('several') : row.class === 'none' ? '' : words.classes[row.class];
  };
  const matchOf = (row: LineRow): string =>
    row.match !== null ? words.matches[row.match] : row.kind === 'usage' ? '' : t('several');
  const statusOf = ({ status, reviewed }: LineRow): string =>
    status === null ? '' : t(`statuses.${status}`) + (reviewed ? ' ✓' : '');
  const figure = (
    id: string,
    band: string,
    title: string,
    options: Partial<GridColumn<LineRow>> & {
      readonly of: (row: LineRow) => string | null;
      readonly show: (value: string | null) => ReactNode;
      /** The sum of the column; the widest figure in it. */
      readonly sum?: string | null | undefined;
    },
  ): GridColumn<LineRow> => {
    const { of, show, sum, ...rest } = options;
    const width = Math.max(options.width ?? 104, widthOf(sum));
    return {
      id,
      band,
      title,
      align: 'end',
      cell: ofLine(of, show),
      copy: (row) => figureCell(row.kind === 'usage' ? null : of(row)),
      ...(totals === undefined || sum === undefined ? {} : { total: show(sum) }),
      ...rest,
      width,
    };
  };
  /** A user has usage and nothing else of its own: no dashes, which would say that something is unknown. */
  const ofLine =
    (of: (row: LineRow) => string | null, show: (value: string | null) => ReactNode) =>
    (row: LineRow): ReactNode =>
      row.kind === 'usage' ? null : show(of(row));
  const showQuantity = (value: string | null): ReactNode =>
    value === null ? t('unnamed') : <AlignedFigure text={formatQuantity(value)} decimals={2} />;
  const showMoney = (value: string | null): ReactNode =>
    value === null ? t('unnamed') : <AlignedFigure text={formatMoney(value, currency)} decimals={2} />;
  const showExact = (value: string | null): ReactNode =>
    value === null ? t('unnamed') : <AlignedFigure text={formatMoney(value, currency)} decimals={4} />;
  const showQuantityDifference = (value: string | null): ReactNode =>
    value === null ? (
      t('unnamed')
    ) : (
      <AlignedFigure text={formatQuantityDifference(value)} decimals={2} direction={directionOf(value)} />
    );
  const showDifference = (value: string | null): ReactNode =>
    value === null ? (
      t('unnamed')
    ) : (
      <AlignedFigure
        text={formatMoneyDifference(value, currency)}
        decimals={4}
        direction={directionOf(value)}
      />
    );
  const totalLabel =
    totals === undefined
      ? undefined
      : t('totalLines', { count: totals.lines, replace: { count: formatCount(totals.lines, language) } });
  const isPartner = level === 'partner';
  const customer: GridColumn<LineRow> = {
    id: 'customer',
    title: t('columns.customer'),
    width: isCompact ? 136 : isWide ? 200 : 164,
    sortBy: 'customer',
    isPinned: !isPartner,
    isHidden: isPartner,
    cell: (row) => customerOf(row) ?? <span className="quiet">{t('wholePartner')}</span>,
    copy: (row) => textCell(customerOf(row)),
    total: totalLabel,
  };
  const sku: GridColumn<LineRow> = {
    id: 'sku',
    title: t('columns.sku'),
    width: 136,
    sortBy: 'sku',
    isPinned: isPartner,
    cell: (row) => row.sku,
    copy: (row) => textCell(row.sku),
    ...(isPartner ? { total: totalLabel } : {}),
  };
  return [
    isPartner ? sku : customer,
    ...(isPartner ? [] : [sku]),
    {
      id: 'subscription',
      title: t('columns.subscription'),
      width: 136,
      sortBy: 'subscriptionId',
      isHidden: !isPartner,
      cell: (row) => row.subscriptionId ?? t('unnamed'),
      copy: (row) => textCell(row.subscriptionId),
    },
    {
      id: 'consumer',
      title: t('columns.consumer'),
      width: isWide ? 284 : 160,
      sortBy: 'consumerId',
      isHidden: level !== 'user',
      cell: (row) =>
        row.kind === 'line' && row.users !== null && row.users.users > 0 ? (
          <span className="quiet">{t('users', { count: row.users.users })}</span>
        ) : (
          (row.consumerId ?? (isAddingUp ? '…' : t('unnamed')))
        ),
      copy: (row) => textCell(row.consumerId),
    },
    {
      id: 'externalId',
      title: t('columns.externalId'),
      width: 120,
      isHidden: true,
      cell: (row) => row.customerExternalId ?? t('unnamed'),
      copy: (row) => textCell(row.customerExternalId),
    },
    {
      id: 'orgId',
      title: t('columns.orgId'),
      width: 200,
      isHidden: true,
      cell: (row) => row.customerOrgId ?? t('unnamed'),
      copy: (row) => textCell(row.customerOrgId),
    },
    figure('invoicedQuantity', t('bands.invoice'), t('columns.quantity'), {
      unit: t('units.invoiceUnit'),
      sortBy: 'invoicedQuantity',
      width: 84,
      isHidden: isCompact,
      of: (row) => row.invoicedQuantity,
      show: showQuantity,
      sum: totals?.invoicedQuantity,
    }),
    figure('invoicedPrice', t('bands.invoice'), t('columns.price'), {
      ...(unit === undefined ? {} : { unit }),
      sortBy: 'invoicedPrice',
      isHidden: true,
      width: 96,
      of: (row) => row.invoicedPrice,
      show: showMoney,
    }),
    figure('invoicedAmount', t('bands.invoice'), t('columns.amount'), {
      ...(unit === undefined ? {} : { unit }),
      sortBy: 'invoicedAmount',
      of: (row) => row.invoicedAmount,
      show: showMoney,
      sum: totals?.invoicedAmount,
    }),
    figure('userDays', t('bands.expected'), t('columns.userDays'), {
      unit: t('units.userDays'),
      sortBy: 'userDays',
      width: 84,
      isHidden: isCompact,
      of: (row) => row.userDays,
      show: showQuantity,
      sum: totals?.userDays,
    }),
    ...(users === undefined
      ? []
      : [
          figure('ofWhich', t('bands.expected'), t('columns.ofWhich'), {
            unit: t('units.userDays'),
            width: 84,
            of: (row) => (row.kind === 'usage' ? row.userDays : null),
            show: showQuantity,
            sum: users.userDays,
            cell: (row) => (row.kind === 'usage' ? showQuantity(row.userDays) : usersDiffer(row, t)),
            copy: (row) => figureCell(row.kind === 'usage' ? row.userDays : null),
          }),
        ]),
    figure('expectedQuantity', t('bands.expected'), t('columns.quantity'), {
      unit: t('units.invoiceUnit'),
      sortBy: 'expectedQuantity',
      width: 84,
      isHidden: isCompact,
      of: (row) => row.expectedQuantity,
      show: showQuantity,
      sum: totals?.expectedQuantity,
    }),
    figure('expectedPrice', t('bands.expected'), t('columns.price'), {
      ...(unit === undefined ? {} : { unit }),
      sortBy: 'expectedPrice',
      isHidden: true,
      width: 96,
      of: (row) => row.expectedPrice,
      show: showMoney,
    }),
    figure('expectedAmount', t('bands.expected'), t('columns.amount'), {
      ...(unit === undefined ? {} : { unit }),
      sortBy: 'expectedAmount',
      of: (row) => row.expectedAmount,
      show: showExact,
      sum: totals?.expectedAmount,
    }),
    figure('varianceQuantity', t('bands.difference'), t('columns.quantity'), {
      unit: t('units.invoiceUnit'),
      sortBy: 'varianceQuantity',
      width: 84,
      isHidden: isCompact,
      of: (row) => row.varianceQuantity,
      show: showQuantityDifference,
      sum: totals?.varianceQuantity,
    }),
    figure('varianceAmount', t('bands.difference'), t('columns.amount'), {
      ...(unit === undefined ? {} : { unit }),
      sortBy: 'varianceSize',
      of: (row) => row.varianceAmount,
      show: showDifference,
      sum: totals?.varianceAmount,
    }),
    {
      id: 'class',
      title: t('columns.class'),
      width: 150,
      sortBy: 'class',
      cell: (row) =>
        row.kind === 'sum' && row.lines > 1 && row.differences > 0
          ? `${classOf(row)} · ${t('someLines', { differences: row.differences, lines: row.lines })}`
          : classOf(row),
      copy: (row) => textCell(classOf(row)),
    },
    {
      id: 'cause',
      title: t('columns.cause'),
      width: 170,
      cell: causeOf,
      copy: (row) => textCell(row.explanations.map((code) => t(`causes.${code}`)).join('; ')),
    },
    {
      id: 'match',
      title: t('columns.match'),
      width: 130,
      sortBy: 'match',
      isHidden: true,
      cell: matchOf,
      copy: (row) => textCell(matchOf(row)),
    },
    {
      id: 'status',
      title: t('columns.status'),
      width: 110,
      cell: statusOf,
      copy: (row) => textCell(statusOf(row)),
    },
    {
      id: 'assignee',
      title: t('columns.assignee'),
      width: 130,
      isHidden: true,
      cell: (row) => row.assignee,
      copy: (row) => textCell(row.assignee),
    },
    {
      id: 'due',
      title: t('columns.due'),
      width: 110,
      isHidden: true,
      cell: (row) => (row.due === null ? null : formatDay(row.due, language)),
      copy: (row) => textCell(row.due),
    },
  ];
}
