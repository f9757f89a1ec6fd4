import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folders whose files are made, or are others'. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'man', 'coverage']);

/** Files and folders that are made by a build, with what is in them. */
const MADE = /^(dist|man|node_modules)\//;

/** What users call files of their own in examples; no file of the project has such a name. */
const OF_USERS =
  /(^|\/)(mine|policy|threshold)\.mjs$|(^|\/)(a|e|lab|lab-two|lab-eight|slow-net\.study|x)\.yaml$/;

/** A name of a file: folders, a name that may have a `*`, and an extension. */
const FILE =
  /(?<![\w./*-])(?:\.{0,2}\/)?(?:[\w.*-]+\/)*[\w.*-]*[\w*]\.(?:md|ts|mjs|yaml)(?![\w*/])/g;

/** A path of a folder in backticks: it ends with a slash. */
const FOLDER = /`((?:[\w.*-]+\/)+)`/g;

/** Files and folders (with a slash at the end) of the project, from its root. */
export function readProject(): readonly string[] {
  const found: string[] = [];
  const read = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = `${folder}${entry.name}`;
      found.push(entry.isDirectory() ? `${path}/` : path);
      if (entry.isDirectory()) read(`${path}/`);
    }
  };
  read('');
  return found;
}

/** A document, or the comments of a program. */
interface Naming {
  readonly path: string;
  readonly text: string;
}

/** All of the project that names files: documents, and the comments of programs. */
export function readNaming(project: readonly string[]): readonly Naming[] {
  return project
    .filter((path) => /\.(md|ts|mjs)$/.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text: path.endsWith('.md') ? text : commentsOf(parsed(path, text)) };
    });
}

function parsed(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
}

/**
 * Names of files and folders in a text that the project does not have. A name is right when a path
 * ends with it, `*` and capitals at its beginning (`NAME.ts`) standing for any letters.
 */
export function danglingNames(text: string, project: readonly string[]): readonly string[] {
  const names = [
    ...[...text.matchAll(FILE)].map(([name]) => name),
    ...[...text.matchAll(FOLDER)].map(([, name]) => name!),
  ];
  return names.filter(
    (name) => !OF_USERS.test(name) && !MADE.test(name) && !isThere(name, project),
  );
}

function isThere(name: string, project: readonly string[]): boolean {
  const pattern = name
    .replace(/^(\.{0,2}\/)+/, '')
    .split('/')
    .map((part) => part.replace(/^([A-Z]+)(?=[.-])(?!\.md)/, '*'))
    .map((part) => part.split('*').map(escaped).join('[^/]*'))
    .join('/');
  const path = new RegExp(`(^|/)${pattern}$`);
  return project.some((candidate) => path.test(candidate));
}

function escaped(text: string): string {
  return text.replace(/[.+-]/g, '\\$&');
}

/** What the comments of a program say; a text in quotes is no comment. */
export function commentsOf(tree: ts.SourceFile): string {
  const comments: string[] = [];
  const see = (node: ts.Node): void => {
    const children = node.getChildren(tree);
    children.forEach(see);
    if (children.length > 0) return;
    const before = tree.text.slice(node.pos, node.getStart(tree));
    if (before.includes('/')) comments.push(before);
  };
  see(tree);
  return comments.join('\n');
}
