/** What a part of the soak is told. */
export interface SoakOptions {
  readonly seed: number;
  /** How many inputs or rounds; undefined: as many as the part thinks right for a night. */
  readonly inputs?: number;
  /** How many processes are killed; undefined: as many as the part thinks right. */
  readonly kills?: number;
  /** How many bits are turned over; undefined: as many as the part thinks right. */
  readonly faults?: number;
  /** The first input's or kill's number. */
  readonly from?: number;
  /** A folder in which the part keeps what it tried. */
  readonly keepIn?: string;
  readonly tell: (line: string) => void;
}

/** What a part came to. */
export interface SoakReport {
  readonly failures: number;
  /** What was done, for the tally over all parts. */
  readonly done: { readonly kills?: number; readonly faults?: number; readonly inputs?: number };
  readonly lines: readonly string[];
}

/** One kind of ordeal that goes on for long. */
export type SoakPart = (options: SoakOptions) => Promise<SoakReport>;
