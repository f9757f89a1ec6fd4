import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export function readDocument(name: string): string {
  return readFileSync(`${ROOT}${name}`, 'utf8');
}

/** A fenced block: "```yaml lab.yaml" has the language yaml and the name lab.yaml. */
export interface Block {
  readonly language: string;
  /** Of the file that it shows; undefined: it shows none. */
  readonly name: string | undefined;
  readonly text: string;
}

export function blocksOf(document: string): readonly Block[] {
  return [...document.matchAll(BLOCK)].map(([, language, name, text]) => ({
    language: language!,
    name,
    text: text!,
  }));
}

/** Targets of links and pictures. */
export function linksOf(document: string): readonly string[] {
  return [...document.replaceAll(BLOCK, '').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!);
}

/** What stands in backticks outside blocks. */
export function codeOf(document: string): readonly string[] {
  return [...document.replaceAll(BLOCK, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
}

/** What a link to a heading names, as GitHub and editors make it: "The timeline" is the-timeline. */
export function headingsOf(document: string): readonly string[] {
  return [...document.replaceAll(BLOCK, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of a table's rows; empty: there is no table with that head. */
export function rowsOf(document: string, head: string): readonly (readonly string[])[] {
  const [, after = ''] = document.split(`${head}\n`);
  const [, ...rows] = after.split('\n\n')[0]!.trimEnd().split('\n');
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

const BLOCK = /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;
