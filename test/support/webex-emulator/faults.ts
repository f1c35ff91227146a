/** The calls that a fault can hit. */
export type EmulatedCall =
  | 'listReports'
  | 'createReport'
  | 'getReport'
  | 'deleteReport'
  | 'listSubPartners'
  | 'tokenExpiry'
  | 'oauth'
  | 'download'
  | 'any';

/** What goes wrong. */
export type FaultKind =
  /** An answer of this status, JSON as Webex writes it unless `html`. */
  | { kind: 'status'; status: number; headers?: Record<string, string>; html?: boolean; body?: unknown }
  /** 200 with a page of a proxy. */
  | { kind: 'proxy-page' }
  /** The connection breaks before anything happened. */
  | { kind: 'reset' }
  /** The call is carried out, but its answer never arrives. */
  | { kind: 'lost-answer' }
  /** Nothing ever comes. */
  | { kind: 'hang' }
  /** The transfer breaks after so many bytes. */
  | { kind: 'break'; afterBytes: number };

/** Something that goes wrong with the next calls of a kind. */
export type Fault = FaultKind & {
  on: EmulatedCall;
  /** How often; 1 unless said otherwise. */
  times?: number;
  /** So many matching calls go well first. */
  after?: number;
};

/** The faults that are still to come. */
export interface FaultQueue {
  add: (...faults: Fault[]) => void;
  clear: () => void;
  /** The fault of this call, used up. */
  take: (call: EmulatedCall) => Fault | undefined;
  /** Faults that nothing has run into yet. */
  left: () => number;
}

export function faultQueue(): FaultQueue {
  let faults: { fault: Fault; times: number; after: number }[] = [];
  return {
    add: (...added) => {
      faults.push(...added.map((fault) => ({ fault, times: fault.times ?? 1, after: fault.after ?? 0 })));
    },
    clear: () => {
      faults = [];
    },
    take: (call) => {
      for (const entry of faults) {
        if (entry.fault.on !== call && entry.fault.on !== 'any') continue;
        if (entry.after > 0) {
          entry.after--;
          continue;
        }
        entry.times--;
        if (entry.times <= 0) faults = faults.filter((other) => other !== entry);
        return entry.fault;
      }
      return undefined;
    },
    left: () => faults.length,
  };
}
