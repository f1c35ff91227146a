import { AppError } from '#core/errors.ts';
import type { HeaderColumn } from '#core/mapping/header-drift.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import type { Workspace } from '../context.ts';
import {
  addTemplateVersion,
  createTemplate,
  findTemplate,
  hideTemplate,
  renameTemplate as renameStored,
  templateOfName,
  type TemplateVersion,
} from '../repositories/templates.ts';

/** A mapping to keep as a template. */
export interface TemplateToSave {
  readonly name: string;
  /** Undefined for a new template; else a new version of this one. */
  readonly templateId: number | undefined;
  readonly mapping: InvoiceMapping;
  readonly columns: readonly HeaderColumn[];
  readonly fileName: string;
}

/**
 * Saves a mapping as a template, or as the next version of one. A mapping that the newest version holds already makes
 * no new one. Throws TEMPLATE_NAME_TAKEN or TEMPLATE_UNKNOWN.
 */
export function saveTemplate(workspace: Workspace, request: TemplateToSave): TemplateVersion {
  const { database, ports } = workspace;
  const { templateId, mapping, columns, fileName } = request;
  const name = request.name.trim();
  return database.transaction(() => {
    const held = templateId === undefined ? undefined : templateOf(workspace, templateId);
    requireFreeName(workspace, name, held?.templateId);
    const now = ports.clock();
    const id = held?.templateId ?? createTemplate(database, name, now);
    if (held !== undefined && held.name !== name) renameStored(database, id, name);
    const text = JSON.stringify(mapping);
    const isSame = held?.mapping === text && JSON.stringify(held.columns) === JSON.stringify(columns);
    if (!isSame) {
      const version = addTemplateVersion(database, {
        templateId: id,
        headerFingerprint: mapping.headerFingerprint,
        columns,
        mapping: text,
        fileName,
        createdAt: now,
      });
      workspace.record(
        'template-saved',
        held === undefined ? undefined : { template: id, name: held.name, version: held.version },
        { template: id, name, version, file: fileName },
      );
    }
    return templateOf(workspace, id);
  });
}

/** Gives a template another name. Throws TEMPLATE_UNKNOWN or TEMPLATE_NAME_TAKEN. */
export function renameTemplate(workspace: Workspace, templateId: number, newName: string): void {
  const name = newName.trim();
  workspace.database.transaction(() => {
    const held = templateOf(workspace, templateId);
    if (held.name === name) return;
    requireFreeName(workspace, name, templateId);
    renameStored(workspace.database, templateId, name);
    workspace.record('template-renamed', { template: templateId, name: held.name }, { name });
  });
}

/** Takes a template out of the list. What was imported with it stays as it is. Throws TEMPLATE_UNKNOWN. */
export function deleteTemplate(workspace: Workspace, templateId: number): void {
  workspace.database.transaction(() => {
    const held = templateOf(workspace, templateId);
    hideTemplate(workspace.database, templateId, workspace.ports.clock());
    workspace.record('template-deleted', { template: templateId, name: held.name }, undefined);
  });
}

function requireFreeName({ database }: Workspace, name: string, ownId: number | undefined): void {
  const taken = templateOfName(database, name);
  if (taken !== undefined && taken !== ownId) throw new AppError('TEMPLATE_NAME_TAKEN', { name });
}

/** A template in its newest version. Throws TEMPLATE_UNKNOWN. */
export function templateOf({ database }: Pick<Workspace, 'database'>, templateId: number): TemplateVersion {
  const held = findTemplate(database, templateId);
  if (held === undefined) throw new AppError('TEMPLATE_UNKNOWN');
  return held;
}
