/** The work during which processes are killed; what each is stands in `ordeals.ts`, which only the child loads. */
export const KILLED_WORK = [
  'create',
  'import',
  'fetch',
  'reconcile-files',
  'reconcile-period',
  'export',
  'migrate',
  'backup',
  'restore',
  'copy',
  'work',
  'undo-import',
  'bundle',
] as const;
export type OrdealName = (typeof KILLED_WORK)[number] | 'careless';
