/** Files that come in, in English. */
export const INPUTS = {
  heading: 'Files',
  lead: 'Drop an invoice and its usage reports here.',
  choose: 'Choose files…',
  reconcile: 'Reconcile',
  needsInvoice: 'An invoice is needed to reconcile.',
  remove: 'Remove {{name}} from the list',
  unread: 'not read yet',
  invoice: 'Invoice',
  report: 'Usage report',
} as const;
