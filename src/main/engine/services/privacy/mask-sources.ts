import { idKey } from '#core/ids.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { EvidenceDocument, LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WorkbookSources } from '../../exporters/workbook-sources.ts';
import { isPersonalHeader, type PersonalColumns } from './known-names.ts';
import type { Masker } from './masker.ts';

type Mask = (text: string) => string;
const orNull = (mask: Mask, text: string | null): string | null => (text === null ? null : mask(text));
const orMissing = (mask: Mask, text: string | undefined): string | undefined =>
  text === undefined ? undefined : mask(text);

/** A result as it may be shown to whom users, or customers, are nobody's business. Its figures are the same. */
export function maskResult(result: ResultDocument, masker: Masker): ResultDocument {
  return {
    ...result,
    sources: result.sources.map((source) => ({ ...source, file: masker.text(source.file) })),
    lines: result.lines.map((line) => maskLine(line, masker)),
    issues: result.issues.map((issue) => ({
      ...issue,
      file: orNull(masker.text, issue.file),
      sheet: orNull(masker.text, issue.sheet),
      text: orNull(
        issue.column !== null && isPersonalHeader(issue.column) ? masker.user : masker.text,
        issue.text,
      ),
    })),
  };
}

/** A line with its users, and its customer where that is wished, masked. */
function maskLine(line: LineDocument, masker: Masker): LineDocument {
  const address = (evidence: EvidenceDocument): EvidenceDocument => ({
    ...evidence,
    file: masker.text(evidence.file),
    sheet: orNull(masker.text, evidence.sheet),
  });
  return {
    ...line,
    customerOrgId: orNull(masker.customer, line.customerOrgId),
    customerExternalId: orNull(masker.customer, line.customerExternalId),
    consumerId: orNull(masker.user, line.consumerId),
    invoiced: { ...line.invoiced, rows: line.invoiced.rows.map(address) },
    explanations: line.explanations.map((explanation) => ({
      ...explanation,
      params: maskParams(explanation.params, line, masker),
      evidence: explanation.evidence.map(address),
    })),
    suggestions: line.suggestions.map((suggestion) => ({
      ...suggestion,
      customerOrgId: orNull(masker.customer, suggestion.customerOrgId),
      consumerId: orNull(masker.user, suggestion.consumerId),
    })),
    ...(line.manualMatch === undefined
      ? {}
      : {
          manualMatch: {
            invoice: line.manualMatch.invoice.map(masker.text),
            usage: line.manualMatch.usage.map(masker.text),
          },
        }),
  };
}

/** What a sentence names: the line's own ids as they are masked everywhere else, other texts as free texts. */
export function maskParams(
  params: Readonly<Record<string, string>>,
  line: Pick<LineDocument, 'consumerId'>,
  masker: Masker,
): Readonly<Record<string, string>> {
  const isOwn = (text: string, id: string | null): boolean => id !== null && idKey(text) === idKey(id);
  const mask = (name: string, text: string): string => {
    if (/consumer|user(?!days)/i.test(name) && !/^-?[\d.]+$/.test(text)) return masker.user(text);
    if (/customer/i.test(name) && !/^-?[\d.]{1,8}$/.test(text)) return masker.customer(text);
    if (isOwn(text, line.consumerId) && !/^-?[\d.]{1,8}$/.test(text)) return masker.user(text);
    return masker.text(text);
  };
  return Object.fromEntries(Object.entries(params).map(([name, text]) => [name, mask(name, text)]));
}

/** What a workbook is written from, masked as its rows pass. */
export function maskSources(
  sources: WorkbookSources,
  personal: PersonalColumns,
  masker: Masker,
): WorkbookSources {
  return {
    ...sources,
    *invoiceRows() {
      for (const row of sources.invoiceRows()) yield maskInvoiceRow(row, personal, masker);
    },
    *usageRows(level) {
      for (const row of sources.usageRows(level)) yield maskUsageRow(row, level === 'user', masker);
    },
    fileNames: new Map([...sources.fileNames].map(([id, name]) => [id, masker.text(name)])),
    events: sources.events.map((event) => ({
      ...event,
      before: orMissing(masker.text, event.before),
      after: orMissing(masker.text, event.after),
    })),
    parameters: {
      ...sources.parameters,
      priceBook: sources.parameters.priceBook?.map((entry) => ({
        ...entry,
        customerOrgId: orMissing(masker.customer, entry.customerOrgId),
      })),
      aliases: sources.parameters.aliases.map((alias) =>
        alias.field === 'customer'
          ? { ...alias, from: masker.customer(alias.from), to: masker.customer(alias.to) }
          : alias,
      ),
    },
    columnMapping: sources.columnMapping.map((row) => ({ ...row, file: masker.text(row.file) })),
  };
}

function maskInvoiceRow(row: InvoiceRow, personal: PersonalColumns, masker: Masker): InvoiceRow {
  const user = idKey(row.consumerId);
  const customers = [idKey(row.customerId), idKey(row.customerName)];
  const columns = personal.get(row.ref.source);
  const cell = (text: string, place: number): string => {
    const key = idKey(text);
    if (key === undefined) return text;
    if (key === user || columns?.has(place) === true) return masker.user(text);
    return customers.includes(key) ? masker.customer(text) : masker.text(text);
  };
  return {
    ...row,
    ref: row.ref.sheet === undefined ? row.ref : { ...row.ref, sheet: masker.text(row.ref.sheet) },
    ...(row.description === undefined ? {} : { description: masker.text(row.description) }),
    ...(row.customerId === undefined ? {} : { customerId: masker.customer(row.customerId) }),
    ...(row.customerName === undefined ? {} : { customerName: masker.customer(row.customerName) }),
    ...(row.consumerId === undefined ? {} : { consumerId: masker.user(row.consumerId) }),
    raw: row.raw.map(cell),
  };
}

function maskUsageRow(row: UsageRow, namesUsers: boolean, masker: Masker): UsageRow {
  // What Tieout does not know of a row about a person may be that person's name.
  const extra = (header: string): Mask =>
    namesUsers || isPersonalHeader(header) ? masker.user : masker.text;
  return {
    ...row,
    description: orMissing(masker.text, row.description),
    customerOrgId: orMissing(masker.customer, row.customerOrgId),
    customerExternalId: orMissing(masker.customer, row.customerExternalId),
    subscriberId: orMissing(masker.user, row.subscriberId),
    userId: orMissing(masker.user, row.userId),
    workspaceId: orMissing(masker.user, row.workspaceId),
    extra: Object.fromEntries(
      Object.entries(row.extra).map(([header, value]) => [header, extra(header)(value)]),
    ),
  };
}
