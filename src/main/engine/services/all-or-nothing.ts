import { tidySources, type Workspace } from '../context.ts';

/**
 * Runs several steps of a command as one: where any of them fails or is cancelled, the database is as it was before
 * the first, and files that were kept as evidence on the way are gone. The steps' own transactions nest inside.
 *
 * Only for a process that does nothing else on the workspace meanwhile, such as the command line.
 */
export async function allOrNothing<Outcome>(
  workspace: Workspace,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await asOneTransaction(workspace, work);
  } catch (error) {
    tidySources(workspace);
    throw error;
  }
}

/** The same for the database alone: the caller looks after files. Nobody else may write meanwhile. */
export async function asOneTransaction<Outcome>(
  workspace: Workspace,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const { connection, database } = workspace;
  database.execute('BEGIN IMMEDIATE');
  try {
    const outcome = await work();
    await connection.commitGently();
    return outcome;
  } catch (error) {
    rollBack(workspace);
    throw error;
  }
}

/** Where the disk is full or gone, SQLite has rolled back by itself: what went wrong is the error before. */
function rollBack({ database, ports }: Workspace): void {
  try {
    database.execute('ROLLBACK');
  } catch {
    ports.log.warn('there was nothing left to roll back');
  }
}
