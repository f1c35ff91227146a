import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from './desk.ts';

/** The workspace of a desk. */
export const workspaceOf = ({ folder }: Desk): string => join(folder, 'workspace');
/** A file that the person at the desk has. */
export const fileOf = ({ folder }: Desk, name: string): string => join(folder, name);

/** Where the ordeals let things be written. */
export const outputOf = (desk: Desk, name: string): string => {
  mkdirSync(join(desk.folder, 'out'), { recursive: true });
  return join(desk.folder, 'out', name);
};
