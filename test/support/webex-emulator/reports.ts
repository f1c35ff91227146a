import { randomUUID } from 'node:crypto';

export type EmulatedType = 'PARTNER' | 'CUSTOMER' | 'USER';

/** A report as the emulator holds it. */
export interface EmulatedReport {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly type: EmulatedType;
  readonly subPartnerOrgId: string | undefined;
  readonly internal: boolean;
  readonly category: 'RECONCILIATION' | 'POINT_IN_TIME';
  readonly created: string;
  /** How many reports of the same kind there have been before: content may depend on it. */
  readonly revision: number;
  status: string;
  pollsLeft: number;
  errors: { code: number; description: string }[];
}

export type NewEmulatedReport = Pick<EmulatedReport, 'start' | 'end' | 'type'> &
  Partial<Omit<EmulatedReport, 'id' | 'start' | 'end' | 'type' | 'revision'>>;

/** What makes two reports the same to the server. */
const kindOf = (report: Pick<EmulatedReport, 'start' | 'end' | 'type'> & Partial<EmulatedReport>): string =>
  [
    report.start,
    report.end,
    report.type,
    report.subPartnerOrgId ?? '',
    report.category ?? 'RECONCILIATION',
  ].join('|');

/** A Webex id: unpadded base64 of `ciscospark://us/TYPE/uuid`. */
export const webexId = (type: string, uuid: string = randomUUID()): string =>
  Buffer.from(`ciscospark://us/${type}/${uuid}`).toString('base64url');

/** The reports of the partner. */
export interface ReportStore {
  /** Puts a report there, complete unless it says otherwise. */
  add: (report: NewEmulatedReport) => EmulatedReport;
  get: (id: string) => EmulatedReport | undefined;
  remove: (id: string) => boolean;
  list: () => EmulatedReport[];
  /** A complete report of the same kind: it stands in the way of a new one. */
  completeTwin: (report: NewEmulatedReport) => EmulatedReport | undefined;
}

export function reportStore(now: () => Date): ReportStore {
  const reports = new Map<string, EmulatedReport>();
  const made = new Map<string, number>();
  return {
    add: (given) => {
      const kind = kindOf(given);
      const revision = made.get(kind) ?? 0;
      made.set(kind, revision + 1);
      const report: EmulatedReport = {
        subPartnerOrgId: undefined,
        internal: false,
        category: 'RECONCILIATION',
        created: now().toISOString(),
        status: 'COMPLETED',
        pollsLeft: 0,
        errors: [],
        ...given,
        id: webexId('BILLING_REPORT'),
        revision,
      };
      reports.set(report.id, report);
      return report;
    },
    get: (id) => reports.get(id),
    remove: (id) => reports.delete(id),
    list: () => [...reports.values()],
    completeTwin: (given) =>
      [...reports.values()].find(
        (report) => kindOf(report) === kindOf(given) && report.status === 'COMPLETED',
      ),
  };
}
