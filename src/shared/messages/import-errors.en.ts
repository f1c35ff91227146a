import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = 'Nothing was changed.';

/** Errors of the import screen: drafts, templates, undoing; in English. */
export const IMPORT_ERRORS_EN = {
  DRAFT_UNKNOWN: {
    happened: 'This file is no longer open in the mapping.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose the file again: it is read anew, and its template is applied again.',
  },
  DRAFT_OUTDATED: {
    happened: 'The file {file} has changed since it was read.',
    unchanged: 'Nothing was imported.',
    remedy: 'Choose the file again, and check its figures once more before importing it.',
  },
  TEMPLATE_UNKNOWN: {
    happened: 'This template does not exist any more.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose another template, or map the columns by hand.',
  },
  TEMPLATE_NAME_TAKEN: {
    happened: 'There is a template named "{name}" already.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give it another name, or save a new version of the existing template.',
  },
  TEMPLATE_NEVER_USED: {
    happened: 'No earlier invoice was imported with this template.',
    unchanged: NOTHING_CHANGED,
    remedy: 'There is nothing to compare with; check the totals of this invoice instead.',
  },
  IMPORT_UNKNOWN: {
    happened: 'This import does not exist.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Reload the list of imports.',
  },
  IMPORT_NOT_ACTIVE: {
    happened:
      'The import of {file} counts no more: it was undone, or a later import of the same file replaced it.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Reload the list of imports.',
  },
  IMPORT_NOT_UNDONE: {
    happened: 'The import of {file} was not undone, so it cannot be brought back.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Reload the list of imports.',
  },
  IMPORT_IN_USE: {
    happened: 'The import of {file} is part of {runs} {runs:run|runs}.',
    unchanged: NOTHING_CHANGED,
    remedy:
      'Confirm that you want to undo it all the same. The runs stay as they are, marked as made from files that no longer count; reconcile the period again.',
  },
  IMPORT_FETCHED: {
    happened: 'The report {file} was fetched from Webex and stands for its period.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Fetch the period again, or delete the report on the Reports screen.',
  },
} as const satisfies Record<string, ErrorSentence>;
