import { MASK_CHOICES, type MaskChoice } from '#shared/ipc/mask-choices.ts';
import type { Workspace } from '../../context.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { readSetting, writeSetting } from '../../repositories/settings.ts';
import type { MaskWish } from './masker.ts';

/** Who is masked on the screen, and who in files. */
export interface MaskChoices {
  readonly screen: MaskChoice;
  readonly files: MaskChoice;
}

const SCREEN = 'mask-screen';
const FILES = 'mask-files';
/** What files were masked by before customers could be masked too. */
const USERS_IN_FILES = 'mask-users';

/** What a workspace is set to; nobody is masked unless somebody has said so. */
export function readMaskChoices(database: ReadableDatabase): MaskChoices {
  const choice = (key: string): MaskChoice | undefined =>
    MASK_CHOICES.find((one) => JSON.stringify(one) === readSetting(database, key));
  const before = readSetting(database, USERS_IN_FILES) === 'true' ? 'users' : 'nobody';
  return { screen: choice(SCREEN) ?? 'nobody', files: choice(FILES) ?? before };
}

/** Keeps who is masked; the same as before changes nothing. */
export function setMaskChoices(workspace: Workspace, { screen, files }: MaskChoices): void {
  const { database, ports } = workspace;
  const before = readMaskChoices(database);
  if (before.screen === screen && before.files === files) return;
  database.transaction(() => {
    writeSetting(database, SCREEN, JSON.stringify(screen), ports.clock());
    writeSetting(database, FILES, JSON.stringify(files), ports.clock());
    workspace.record(
      'setting-changed',
      { maskScreen: before.screen, maskFiles: before.files },
      { maskScreen: screen, maskFiles: files },
    );
  });
}

/** What a choice asks of a masker; undefined: nothing. */
export const wishOf = (choice: MaskChoice): MaskWish | undefined =>
  choice === 'nobody' ? undefined : { customers: choice === 'users-and-customers' };

/** The choice of a wish. */
export const choiceOf = (wish: MaskWish | undefined): MaskChoice => {
  if (wish === undefined) return 'nobody';
  return wish.customers ? 'users-and-customers' : 'users';
};

/** The choice that masks more: whoever masks the screen does not expect names in the next file. */
export const stricterOf = (one: MaskChoice, other: MaskChoice): MaskChoice =>
  MASK_CHOICES.indexOf(one) > MASK_CHOICES.indexOf(other) ? one : other;
