/** The periods of the workspace, in English. */
export const PERIODS = {
  heading: 'Periods',
  description: 'What each month holds, and what is left to do.',
  empty: 'The workspace holds no period yet.',
  period: 'Period',
  invoices: 'Invoices',
  reports: 'Usage reports',
  lastRun: 'Last reconciliation',
  notReconciled: 'Not reconciled',
  workbook: 'Write workbook…',
  workbookName: 'variance-{{start}}.xlsx',
  coverage: '{{audited}} of {{rows}} invoice rows audited',
  variance: 'Variance {{amount}}',
  withoutPeriod: 'Files without a date',
  none: '–',
} as const;
