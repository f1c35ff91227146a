import type { z } from 'zod';
import type { Channel } from '../channels.ts';
import { APP_CONTRACT } from './app.ts';
import type { ChannelContract } from './channel-contract.ts';
import { ENGINE_CONTRACT } from './engine.ts';
import { EXPORTS_CONTRACT } from './exports.ts';
import { FILES_CONTRACT } from './files.ts';
import { IMPORTS_CONTRACT } from './imports.ts';
import { JOBS_CONTRACT } from './jobs.ts';
import { LOG_CONTRACT } from './log.ts';
import { PARAMETERS_CONTRACT } from './parameters.ts';
import { PERIODS_CONTRACT } from './periods.ts';
import { PRIVACY_CONTRACT } from './privacy.ts';
import { REPORTS_CONTRACT } from './reports.ts';
import { RESULTS_CONTRACT } from './results.ts';
import { SETTINGS_CONTRACT } from './settings.ts';
import { TEMPLATES_CONTRACT } from './templates.ts';
import { WEBEX_CONTRACT } from './webex.ts';
import { WORKSPACE_CONTRACT } from './workspace.ts';
import { WORK_CONTRACT } from './work.ts';

/** Every channel's schemas. A channel without an entry does not compile. */
export const CONTRACT = {
  ...APP_CONTRACT,
  ...FILES_CONTRACT,
  ...PERIODS_CONTRACT,
  ...RESULTS_CONTRACT,
  ...IMPORTS_CONTRACT,
  ...TEMPLATES_CONTRACT,
  ...WORK_CONTRACT,
  ...JOBS_CONTRACT,
  ...EXPORTS_CONTRACT,
  ...PARAMETERS_CONTRACT,
  ...PRIVACY_CONTRACT,
  ...WORKSPACE_CONTRACT,
  ...LOG_CONTRACT,
  ...SETTINGS_CONTRACT,
  ...ENGINE_CONTRACT,
  ...WEBEX_CONTRACT,
  ...REPORTS_CONTRACT,
} as const satisfies Record<Channel, ChannelContract>;

/** What a channel takes. */
export type InputOf<Name extends Channel> = z.output<(typeof CONTRACT)[Name]['input']>;
/** What a channel gives back. */
export type OutputOf<Name extends Channel> = z.output<(typeof CONTRACT)[Name]['output']>;
