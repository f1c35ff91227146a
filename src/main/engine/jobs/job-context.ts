/** What a job may ask of its host. It knows no threads and no IPC. */
export interface JobContext {
  readonly signal: AbortSignal;
  /**
   * Throws `CANCELLED` when the job was aborted, and lets other work run. Cheap to call often: it yields to the
   * event loop once in 50 ms at most.
   */
  readonly checkpoint: () => Promise<void>;
  readonly report: (progress: JobProgress) => void;
}

/** How far a job is. `phase` persists as the title; the counts change. */
export interface JobProgress {
  readonly phase: JobPhase;
  readonly done: number;
  /** Undefined where the end is not known. */
  readonly total: number | undefined;
  readonly unit: 'rows' | 'bytes' | 'steps';
}

/** The phases that a person sees. */
export const JOB_PHASES = [
  'keep-copy',
  'read-report',
  'read-invoice',
  'read-parameters',
  'store-rows',
  'reconcile',
  'write-workbook',
  'backup',
  'bundle',
  'verify',
  'fetch-report',
  'create-report',
  'list-reports',
  'delete-report',
] as const;
export type JobPhase = (typeof JOB_PHASES)[number];
