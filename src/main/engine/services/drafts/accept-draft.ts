import { AppError } from '#core/errors.ts';
import type { Workspace } from '../../context.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { noteTemplateUse, type TemplateVersion } from '../../repositories/templates.ts';
import { importInvoice, type InvoiceImport } from '../import-invoice.ts';
import { saveTemplate } from '../templates.ts';
import type { DraftStore } from './draft-store.ts';
import { appliedTemplate } from './match-template.ts';
import { withBytes } from './open-draft.ts';

/**
 * Imports a draft exactly as it was shown: the same bytes, the same reading. Throws what the person has left open,
 * DRAFT_UNKNOWN, DRAFT_OUTDATED where the file has changed since, the errors of files, and CANCELLED.
 */
export async function acceptDraft(
  workspace: Workspace,
  store: DraftStore,
  draftId: string,
  context: JobContext,
): Promise<InvoiceImport> {
  const draft = store.get(draftId);
  const { options, problem } = draft.analysis;
  if (problem !== undefined) throw problem;
  if (options === undefined) throw new AppError('DRAFT_UNKNOWN');
  const imported = await withBytes(workspace, draft.origin, context, (path) =>
    importInvoice(
      workspace,
      {
        ...options,
        path,
        name: draft.name,
        reuse: true,
        held: { sourceId: draft.sourceId, file: draft.file },
        inLastTransaction: (batchId) => {
          if (draft.template !== undefined) noteTemplateUse(workspace.database, batchId, draft.template);
        },
      },
      context,
    ),
  );
  return imported;
}

/**
 * Keeps how a draft is read as a template, and reads the draft by it from now on. Throws DRAFT_UNKNOWN, what the
 * person has left open, TEMPLATE_UNKNOWN or TEMPLATE_NAME_TAKEN.
 */
export function saveDraftTemplate(
  workspace: Workspace,
  store: DraftStore,
  request: {
    readonly draftId: string;
    readonly name: string;
    readonly templateId: number | undefined;
  },
): TemplateVersion {
  const draft = store.get(request.draftId);
  const { reading, problem, columns } = draft.analysis;
  if (problem !== undefined) throw problem;
  if (reading === undefined) throw new AppError('DRAFT_UNKNOWN');
  const saved = saveTemplate(workspace, {
    name: request.name,
    templateId: request.templateId,
    mapping: reading.mapping,
    columns: columns.map(({ name, content }) => ({ name, content })),
    fileName: draft.name,
  });
  store.put({ ...draft, template: appliedTemplate(saved) });
  return saved;
}
