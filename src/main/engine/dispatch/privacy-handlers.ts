import type { Workspace } from '../context.ts';
import {
  choiceOf,
  readMaskChoices,
  setMaskChoices,
  stricterOf,
  wishOf,
} from '../services/privacy/mask-choices.ts';
import type { ScreenMasks } from '../services/privacy/screen-masks.ts';
import { checkWipe, wipeWorkspace } from '../services/wipe.ts';
import type { EngineHandlers } from './handlers.ts';
import type { JobRegistry } from './job-registry.ts';
import type { WorkspaceReader } from './read-workspace.ts';

/** The channels about who is masked. */
type PrivacyChannel = Extract<keyof EngineHandlers, `privacy:${string}`>;

/** Who is masked, and what is revealed. Changes hold at once: nobody waits for a job before a screen is shared. */
export function privacyHandlers({
  workspace,
  reader: { database },
  jobs,
  masks,
  tellChanged,
  closeForGood,
}: {
  readonly workspace: Workspace;
  readonly reader: WorkspaceReader;
  readonly jobs: JobRegistry;
  readonly masks: ScreenMasks;
  readonly tellChanged: () => void;
  readonly closeForGood: () => Promise<void>;
}): Pick<EngineHandlers, PrivacyChannel> {
  return {
    'privacy:get-state': () => {
      const { files } = readMaskChoices(database);
      // What is shown counts: it may still be on its way into the database.
      const screen = choiceOf(masks.wish());
      return { screen, files, filesByDefault: stricterOf(screen, files), revealed: masks.revealed() };
    },
    'privacy:set-masks': async (choices) => {
      masks.setWish(wishOf(choices.screen));
      tellChanged();
      await jobs.exclusively(() => {
        setMaskChoices(workspace, choices);
      });
      return null;
    },
    'privacy:reveal-mask': ({ mask }) => {
      const text = masks.reveal(mask);
      if (text !== undefined) tellChanged();
      return { text: text ?? null };
    },
    'privacy:wipe-workspace': async ({ name }) => {
      const { folder, ports } = workspace;
      checkWipe({ folder, name });
      await closeForGood();
      const { files } = wipeWorkspace({ folder, name, now: ports.clock() });
      return { files };
    },
    'privacy:hide-revealed': () => {
      masks.hideRevealed();
      tellChanged();
      return null;
    },
  };
}
