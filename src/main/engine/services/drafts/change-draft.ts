import type { Workspace } from '../../context.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { templateOf } from '../templates.ts';
import { analyseDraft } from './analyse-draft.ts';
import { NO_CHOICES, type Draft, type DraftChoices } from './draft.ts';
import type { DraftStore } from './draft-store.ts';
import { appliedTemplate, applyTemplate } from './match-template.ts';

/** Reads a draft anew under other choices. Throws DRAFT_UNKNOWN. */
export async function changeDraft(
  store: DraftStore,
  draftId: string,
  choices: DraftChoices,
  context: JobContext,
): Promise<Draft> {
  const draft = store.get(draftId);
  return replace(store, draft, { choices, template: draft.template }, context);
}

/**
 * Reads a draft by another template, or by none: then everything is found out from the file. Choices made by hand are
 * dropped. Throws DRAFT_UNKNOWN or TEMPLATE_UNKNOWN.
 */
export async function retemplateDraft(
  workspace: Pick<Workspace, 'database'>,
  store: DraftStore,
  request: { readonly draftId: string; readonly templateId: number | undefined },
  context: JobContext,
): Promise<Draft> {
  const draft = store.get(request.draftId);
  if (request.templateId === undefined)
    return replace(store, draft, { choices: NO_CHOICES, template: undefined }, context);
  const template = appliedTemplate(templateOf(workspace, request.templateId));
  const match = applyTemplate(template, draft.file) ?? { template, choices: NO_CHOICES };
  return replace(store, draft, match, context);
}

async function replace(
  store: DraftStore,
  draft: Draft,
  by: Pick<Draft, 'choices' | 'template'>,
  context: JobContext,
): Promise<Draft> {
  const analysis = await analyseDraft(
    { source: { id: draft.sourceId, name: draft.name }, file: draft.file, ...by },
    context,
  );
  const changed: Draft = { ...draft, ...by, analysis };
  store.put(changed);
  return changed;
}
