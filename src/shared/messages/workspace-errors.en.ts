import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = 'Nothing was changed.';
const WORKSPACE_UNTOUCHED = 'The workspace was left exactly as it is.';

/** Errors about the workspace, its backups and the evidence that leaves it, in English. A part in [brackets] stands only where its values are known. */
export const WORKSPACE_ERRORS_EN = {
  WORKSPACE_LOCKED: {
    happened: 'The workspace[ {path}] is in use by another Tieout[ ({holder})].',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'Wait until it has finished, or close it, and try again.',
  },
  WORKSPACE_NEWER: {
    happened:
      'The workspace[ {path}] was written by a newer version of Tieout[ (state {found}, this version knows {known})].',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'Update Tieout on this machine.',
  },
  WORKSPACE_DAMAGED: {
    happened: 'The database of the workspace[ {path}] is damaged[ ({detail})].',
    unchanged: 'It was neither repaired nor deleted.',
    remedy: 'Copy the whole folder first, then go back to a backup with "tieout restore FILE".',
  },
  WORKSPACE_NOT_WRITABLE: {
    happened: 'The workspace[ {path}][ {folder}] cannot be created or written[: {reason}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Name a folder that you may write to with --workspace.',
  },
  MIGRATION_EDITED: {
    happened: 'The history of the workspace does not agree with this version of Tieout[ ({migration})].',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'Use the version of Tieout that wrote it, and send us the log.',
  },
  BACKUP_INVALID: {
    happened: 'The backup {file} is incomplete or was altered[ ({detail})].',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'Use another backup.',
  },
  EVIDENCE_DAMAGED: {
    happened: 'A stored source file no longer has the content that was imported[: {file}].',
    unchanged: WORKSPACE_UNTOUCHED,
    remedy: 'Run "tieout doctor" to see which files are meant, and go back to a backup.',
  },
  KEY_DAMAGED: {
    happened: 'The key file {file} of the workspace is damaged[ ({detail})].',
    unchanged: 'Nothing was written, and no new key was made in its place.',
    remedy:
      'Bring the file back from a copy of the folder. To go on with a new key, move it elsewhere: what was masked or signed before then belongs to the old one.',
  },
  BUNDLE_INVALID: {
    happened: '{file} is no evidence bundle, or is cut short[ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Ask the sender for the file again. Until then it proves nothing.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
