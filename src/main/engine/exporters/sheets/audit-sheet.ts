import { AUDIT_TABLE } from '#core/workbook/tables/reference-tables.ts';
import type { Book } from '../book.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { tableSheet } from './table-sheet.ts';

type AuditColumnId = (typeof AUDIT_TABLE)['columns'][number]['id'];

/** Audit log: what was done, by whom and when. */
export function auditSheet(book: Book): SheetPlan {
  const { events } = book.sources;
  return tableSheet<AuditColumnId>(book, {
    model: AUDIT_TABLE,
    ...book.texts.sheets['audit-log'],
    rowCount: events.length,
    *rows() {
      for (const { at, who, what, before, after } of events) yield { at, who, what, before, after };
    },
  });
}
