/** What a running job is doing, in English. The keys are the job's phases. */
export const PHASES_EN = {
  'keep-copy': 'Copying the file into the workspace',
  'read-report': 'Reading report',
  'read-invoice': 'Reading invoice',
  'read-parameters': 'Reading parameter files',
  'store-rows': 'Storing rows',
  reconcile: 'Reconciling',
  'write-workbook': 'Writing workbook',
  backup: 'Backing up',
  bundle: 'Bundling evidence',
  verify: 'Verifying evidence',
  'fetch-report': 'Fetching report',
  'create-report': 'Having reports made',
  'list-reports': 'Asking Webex for its reports',
  'delete-report': 'Deleting report at Webex',
} as const satisfies Record<string, string>;
