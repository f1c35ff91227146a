import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/** A call or literal found in the sources, and where. */
export interface Found {
  /** `src/core/x.ts:12` */
  readonly place: string;
  readonly code: string;
  /** The names of the params that are sure to be passed; undefined where they are computed elsewhere. */
  readonly params: readonly string[] | undefined;
}

const sourceFiles = (): readonly string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('shared/messages/'))
    .map((path) => join('src', path));

/** Property names of an object literal; undefined where a spread or a computed name makes them unknown. */
function namesOf(node: ts.Expression | undefined): readonly string[] | undefined {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const names: string[] = [];
  for (const property of node.properties) {
    if (property.name === undefined || ts.isComputedPropertyName(property.name)) return undefined;
    if (!ts.isIdentifier(property.name) && !ts.isStringLiteral(property.name)) return undefined;
    names.push(property.name.text);
  }
  return names;
}

function scan(
  visit: (node: ts.Node, found: (code: string, params: Found['params']) => void) => void,
): readonly Found[] {
  const all: Found[] = [];
  for (const path of sourceFiles()) {
    const source = ts.createSourceFile(
      path,
      readFileSync(join(ROOT, path), 'utf8'),
      ts.ScriptTarget.ESNext,
      true,
    );
    const walk = (node: ts.Node): void => {
      visit(node, (code, params) => {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        all.push({ place: `${path}:${line}`, code, params });
      });
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
  return all;
}

/** Every `new AppError('CODE', {...})` of the sources. */
export const thrownErrors = (): readonly Found[] =>
  scan((node, found) => {
    if (!ts.isNewExpression(node) || node.expression.getText() !== 'AppError') return;
    const [code, params] = node.arguments ?? [];
    if (code !== undefined && ts.isStringLiteral(code)) found(code.text, namesOf(params));
  });

const isCode = (text: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text);

/** Every code that the sources give to an issue: `{code: 'X', severity}`, or an argument of a function named for issues. */
export const issueCodes = (): readonly Found[] =>
  scan((node, found) => {
    if (ts.isObjectLiteralExpression(node)) {
      const values = new Map(
        node.properties
          .filter(ts.isPropertyAssignment)
          .map((property) => [property.name.getText(), property.initializer]),
      );
      const code = values.get('code');
      if (values.has('severity') && code !== undefined && ts.isStringLiteral(code))
        found(code.text, undefined);
    }
    if (ts.isCallExpression(node) && /issue|quarantine/i.test(node.expression.getText())) {
      for (const argument of node.arguments) {
        if (ts.isStringLiteral(argument) && isCode(argument.text)) found(argument.text, undefined);
      }
    }
  });

/** Every text literal of the sources that is written like a code, at least two words in capitals. */
export const codeLiterals = (): readonly Found[] =>
  scan((node, found) => {
    if (!ts.isStringLiteral(node) || !isCode(node.text)) return;
    if (ts.isImportDeclaration(node.parent)) return;
    found(node.text, undefined);
  });
