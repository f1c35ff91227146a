import type { Workspace } from '../../context.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { listTemplates } from '../../repositories/templates.ts';
import { saveDraftTemplate } from '../../services/drafts/accept-draft.ts';
import { changeDraft, retemplateDraft } from '../../services/drafts/change-draft.ts';
import { draftRows } from '../../services/drafts/draft-rows.ts';
import type { DraftStore } from '../../services/drafts/draft-store.ts';
import { deleteTemplate, renameTemplate } from '../../services/templates.ts';
import { redoImport, undoImport } from '../../services/undo-import.ts';
import type { EngineHandlers } from '../handlers.ts';
import type { JobRegistry } from '../job-registry.ts';
import type { WorkspaceReader } from '../read-workspace.ts';
import { choicesFromWire } from './draft-choices.ts';
import { draftRowToWire, draftViewOf } from './draft-view.ts';
import { listImports, templateToWire } from './import-list.ts';

type ImportChannel = Extract<keyof EngineHandlers, `imports:${string}` | `templates:${string}`>;

/** A reading that a person waits for: short, and nobody cancels it. */
const waitedFor = (): JobContext => ({
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
});

/** The functions of the import screen's channels: drafts from memory, lists from the last commit, changes in turn. */
export function importHandlers({
  workspace,
  reader,
  jobs,
  drafts,
}: {
  readonly workspace: Workspace;
  readonly reader: WorkspaceReader;
  readonly jobs: JobRegistry;
  readonly drafts: DraftStore;
}): Pick<EngineHandlers, ImportChannel> {
  const { database } = reader;
  const inTurn = (change: () => void): Promise<null> =>
    jobs.exclusively(() => {
      change();
      return null;
    });
  return {
    'imports:get-draft': ({ draftId }) => draftViewOf(database, drafts.get(draftId)),
    'imports:change-draft': async ({ draftId, choices }) =>
      draftViewOf(database, await changeDraft(drafts, draftId, choicesFromWire(choices), waitedFor())),
    'imports:apply-template': async ({ draftId, templateId }) =>
      draftViewOf(
        database,
        await retemplateDraft(
          reader.workspace,
          drafts,
          { draftId, templateId: templateId ?? undefined },
          waitedFor(),
        ),
      ),
    'imports:list-draft-rows': ({ draftId, ...request }) => {
      const { total, rows } = draftRows(drafts.get(draftId), request);
      return { total, rows: rows.map(draftRowToWire) };
    },
    'imports:discard-draft': ({ draftId }) => {
      drafts.remove(draftId);
      return null;
    },
    'imports:list-imports': (input) => listImports(database, input),
    'imports:undo-import': (request) =>
      inTurn(() => {
        undoImport(workspace, request);
      }),
    'imports:redo-import': ({ batchId }) =>
      inTurn(() => {
        redoImport(workspace, batchId);
      }),
    'templates:list-templates': () => listTemplates(database).map(templateToWire),
    'templates:save-template': ({ draftId, name, templateId }) =>
      jobs.exclusively(() =>
        templateToWire(
          saveDraftTemplate(workspace, drafts, { draftId, name, templateId: templateId ?? undefined }),
        ),
      ),
    'templates:rename-template': ({ templateId, name }) =>
      inTurn(() => {
        renameTemplate(workspace, templateId, name);
      }),
    'templates:delete-template': ({ templateId }) =>
      inTurn(() => {
        deleteTemplate(workspace, templateId);
      }),
  };
}
