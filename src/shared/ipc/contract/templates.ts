import { z } from 'zod';
import type { ChannelOf } from '../channels.ts';
import { done, moment, name, nothing, type ChannelContract } from './channel-contract.ts';

/** A saved mapping in its newest version. */
export const templateEntry = z.object({
  templateId: z.int(),
  name: z.string(),
  version: z.int(),
  /** The file that this version was made from. */
  fileName: z.string(),
  savedAt: moment,
  columns: z.int(),
  /** Active invoices that were imported with any of its versions. */
  uses: z.int(),
});
export type TemplateEntry = z.output<typeof templateEntry>;

const templateId = z.int();
/** A name as a person gives it: not only spaces. */
const templateName = name.max(200).refine((text) => text.trim() !== '');

export const TEMPLATES_CONTRACT = {
  'templates:list-templates': { input: nothing, output: z.array(templateEntry) },
  /** Keeps how a draft is read: as a new template (null), or as the next version of one. */
  'templates:save-template': {
    input: z.strictObject({ draftId: name, name: templateName, templateId: templateId.nullable() }),
    output: templateEntry,
  },
  'templates:rename-template': {
    input: z.strictObject({ templateId, name: templateName }),
    output: done,
  },
  'templates:delete-template': { input: z.strictObject({ templateId }), output: done },
} as const satisfies Record<ChannelOf<'templates'>, ChannelContract>;
