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

const BLOCK = /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;
