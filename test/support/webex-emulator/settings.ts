/** How the emulator goes about its work; may be changed at any time. */
export interface EmulatorSettings {
  /** Items a page at most, whatever `max` asks for. */
  pageSize: number;
  /** How `next` links are wrong. */
  linkDefect: 'none' | 'max-null' | 'drops-filters' | 'max-null-and-drops-filters' | 'off-origin' | 'repeats';
  /** Whether the items of a list say of which category they are. */
  listsCategory: boolean;
  /** Gets until a new report is complete. */
  pollsUntilComplete: number;
  /** What a report says while it is made. */
  runningStatus: string;
  /** What generations end with; empty: success. Used up one by one. */
  failures: { code: number; description: string }[][];
  createStatus: 200 | 201 | 202;
  /** Whether the answer to a creation has a body. */
  createBody: 'full' | 'empty';
  linkLifeMs: number;
  /** How the content server shows where a file ends. */
  framing: 'length' | 'chunked' | 'close';
  subPartnersShape: 'items' | 'subPartners';
  /** Whether a new refresh token replaces the old one. */
  rotateRefreshTokens: boolean;
  /** Polls of a device grant that are told to wait. */
  devicePollsUntilConfirmed: number;
  deviceAnswer: 'confirm' | 'deny';
  accessTokenLifeS: number;
}

export const DEFAULT_SETTINGS: Readonly<EmulatorSettings> = {
  pageSize: 100,
  linkDefect: 'none',
  listsCategory: true,
  pollsUntilComplete: 1,
  runningStatus: 'IN_PROGRESS',
  failures: [],
  createStatus: 200,
  createBody: 'full',
  linkLifeMs: 600_000,
  framing: 'length',
  subPartnersShape: 'items',
  rotateRefreshTokens: true,
  devicePollsUntilConfirmed: 2,
  deviceAnswer: 'confirm',
  accessTokenLifeS: 1_209_599,
};
