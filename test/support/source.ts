import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A file of src, parsed. */
export interface Source {
  /** From src, such as "cluster/node.ts". */
  readonly path: string;
  readonly tree: ts.SourceFile;
  /** Files of src (their paths) and packages that it imports, for types or at run time. */
  readonly imports: readonly string[];
  /** Those of them that are loaded before it: not for types, and not awaited. */
  readonly loads: readonly string[];
}

const SRC = join(dirname(fileURLToPath(import.meta.url)), '../../src');

/** All files of src, sorted. */
export function readSources(): readonly Source[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(SRC, path), 'utf8')));
}

export function parseSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const loads = tree.statements.filter(isLoading).map(importedName).filter(isDefined);
  visit(tree, (node) => {
    const name = importedName(node);
    if (name !== undefined) imports.push(resolved(path, name));
  });
  return { path, tree, imports, loads: loads.map((name) => resolved(path, name)) };
}

/** Calls `see` for a node of the tree and all that is below it. */
export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** From 1. */
export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1;
}

function isLoading(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return !statement.importClause?.isTypeOnly;
  return ts.isExportDeclaration(statement) && !statement.isTypeOnly;
}

function isDefined(name: string | undefined): name is string {
  return name !== undefined;
}

function importedName(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return literal(node.moduleSpecifier);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return literal(node.arguments[0]);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return literal(node.argument.literal);
  }
  return undefined;
}

function literal(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolved(path: string, name: string): string {
  if (!name.startsWith('.')) return name;
  return posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts');
}
