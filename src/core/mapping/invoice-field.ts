/**
 * The fields that a column of an invoice file can fill: those of `InvoiceFields`, and `period`, a charge window
 * written in one column.
 */
export const INVOICE_FIELDS = [
  'invoiceNumber',
  'lineNumber',
  'invoiceDate',
  'currency',
  'subscriptionId',
  'sku',
  'serviceName',
  'description',
  'chargeType',
  'unitOfMeasure',
  'customerId',
  'customerName',
  'consumerId',
  'chargeStart',
  'chargeEnd',
  'period',
  'quantity',
  'unitPrice',
  'amount',
] as const;
export type InvoiceField = (typeof INVOICE_FIELDS)[number];

/** Fields that hold a figure: exact decimals, never guessed. */
export const FIGURE_FIELDS = ['quantity', 'unitPrice', 'amount'] as const satisfies readonly InvoiceField[];
export type FigureField = (typeof FIGURE_FIELDS)[number];

/** Fields that hold a date, or two of them. */
export const DATE_FIELDS = [
  'invoiceDate',
  'chargeStart',
  'chargeEnd',
  'period',
] as const satisfies readonly InvoiceField[];
export type DateField = (typeof DATE_FIELDS)[number];

/** Fields whose text is an identifier: kept as text, compared by `idKey`. */
export const ID_FIELDS = [
  'invoiceNumber',
  'lineNumber',
  'subscriptionId',
  'sku',
  'customerId',
  'consumerId',
] as const satisfies readonly InvoiceField[];

/** Fields that hold what a person wrote. */
export type TextField = Exclude<InvoiceField, FigureField | DateField>;

const FIGURES: ReadonlySet<InvoiceField> = new Set(FIGURE_FIELDS);
const DATES: ReadonlySet<InvoiceField> = new Set(DATE_FIELDS);
const IDS: ReadonlySet<InvoiceField> = new Set(ID_FIELDS);

/** Whether a field holds a figure. */
export const isFigureField = (field: InvoiceField): field is FigureField => FIGURES.has(field);
/** The fields that hold what a person wrote: all that hold neither a figure nor a date. */
export const TEXT_FIELDS: readonly TextField[] = INVOICE_FIELDS.filter(
  (field): field is TextField => !FIGURES.has(field) && !DATES.has(field),
);
/** Whether a field holds an identifier. */
export const isIdField = (field: InvoiceField): boolean => IDS.has(field);

/**
 * Fields that several columns may fill together, the first one with a text winning in each row: an invoice may
 * carry the customer's Webex org id and the partner's external id, or subscriber, user and workspace ids, of which
 * a row has one.
 */
export const COALESCED_FIELDS: Readonly<Partial<Record<InvoiceField, number>>> = {
  customerId: 8,
  consumerId: 7,
};

/** A table's column and the field it fills. */
export interface ColumnAssignment {
  /** 0-based. */
  readonly column: number;
  /** As the header names it; two header rows are joined by a space. */
  readonly name: string;
  readonly field: InvoiceField;
}
