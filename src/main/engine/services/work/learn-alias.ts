import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { cleanId, idKey } from '#core/ids.ts';
import type { Alias } from '#core/reconcile/parameters.ts';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '../../context.ts';
import { listAliases } from '../../repositories/aliases.ts';
import { documentsAt } from '../../repositories/work-lines.ts';
import { currentRun, type PlacedRun } from './act-run.ts';
import { lineOf } from './judge-lines.ts';
import { aliasKey, recordAct, type ActDone } from './record-act.ts';

/** Two lines that are the same thing under two names. */
export interface LearnAliasRequest {
  readonly runId: string;
  /** The line of the charges. */
  readonly invoice: string;
  /** The line of the usage. */
  readonly usage: string;
  readonly field: Alias['field'];
}

/**
 * Saves an alias for this and all later months from two lines. Throws RUN_UNKNOWN, RUN_NOT_CURRENT,
 * WORK_LINE_UNKNOWN, WORK_ALIAS_IMPOSSIBLE.
 */
export function learnAlias(workspace: Workspace, request: LearnAliasRequest): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  return database.transaction(() => {
    const from = nameIn(documentOf(workspace, placed, request.invoice), request.field);
    const to = nameIn(documentOf(workspace, placed, request.usage), request.field);
    if (from === undefined || to === undefined || idKey(from) === idKey(to)) {
      throw new AppError('WORK_ALIAS_IMPOSSIBLE');
    }
    // Another spelling of the same name would stand for the same thing twice: its alias gives way.
    const same = listAliases(database).filter(
      (alias) => alias.field === request.field && idKey(alias.from) === idKey(from),
    );
    const key = aliasKey({ field: request.field, from });
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'alias',
      what: 'alias-learned',
      items: [
        ...same
          .filter((alias) => alias.from !== from)
          .map((alias) => ({
            entity: 'alias' as const,
            key: aliasKey(alias),
            before: alias.to,
            after: undefined,
          })),
        { entity: 'alias', key, before: same.find((alias) => alias.from === from)?.to, after: to },
      ],
      before: undefined,
      after: { field: request.field, from, to },
    });
  });
}

const documentOf = (workspace: Workspace, placed: PlacedRun, key: string): LineDocument =>
  defined(
    documentsAt(workspace.database, placed.position, [lineOf(workspace, placed, key).position])[0],
    'the line has its document',
  );

function nameIn(line: LineDocument, field: Alias['field']): string | undefined {
  const name = {
    sku: line.sku,
    subscription: line.subscriptionId,
    customer: line.customerOrgId ?? line.customerExternalId,
  }[field];
  return name === null ? undefined : cleanId(name);
}
