import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { failureOf } from '../../src/cli/failure.js';
import { parseCommandLine } from '../../src/cli/program.js';
import { version } from '../../src/cli/version.js';

/** What a command line has come to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Carries out a command line in the process of the test: no program is started. */
export async function ran(words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const into =
    (texts: string[]) =>
    (text: unknown, ...more: unknown[]) => {
      texts.push(
        typeof text === 'string' ? text : Buffer.from(text as Uint8Array).toString('utf8'),
      );
      const taken = more.at(-1);
      if (typeof taken === 'function') taken();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into(out)),
    vi.spyOn(process.stderr, 'write').mockImplementation(into(err)),
  ];
  const listeners = LASTING.map((event) => [event, process.listeners(event as 'exit')] as const);
  try {
    return { code: await codeOf(words, err), out: out.join(''), err: err.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const [event, before] of listeners) {
      for (const listener of process.listeners(event as 'exit')) {
        if (!before.includes(listener)) process.off(event, listener);
      }
    }
  }
}

/** What a command waits for as long as its process lives. */
const LASTING = ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException'];

/** As the program does: see src/cli/main.ts. */
async function codeOf(words: readonly string[], err: string[]): Promise<number> {
  try {
    return await parseCommandLine(words);
  } catch (error) {
    const { message, exitCode } = failureOf(error);
    err.push(`mtop-sim: ${message}\n`);
    return exitCode;
  }
}

/**
 * What command lines come to, one after the other in a folder with these files, as text: what is
 * written to standard error stands behind "! ", and what they write to files follows with its name.
 * In a line, TMP is the folder; what depends on the clock is left out.
 */
export async function transcript(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  // What others run at the same time, and what they have recorded, is none of its business.
  vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'none'));
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'none'));
  vi.stubEnv('MTOP_SIM_CLUSTER', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const told: string[] = [];
  const known = new Map(Object.entries(files));
  for (const line of lines) {
    const did = await ran(wordsOf(line.replaceAll('TMP', folder)));
    const { code } = did;
    // Before what is long becomes a digest.
    const [out, err] = [did.out, did.err].map((text) => text.replaceAll(folder, 'TMP'));
    told.push(`$ mtop-sim ${line}`, ...(code === 0 ? [] : [`exit code ${code}`]));
    told.push(...shortened(linesOf(out!)), ...linesOf(err!).map((text) => `! ${text}`));
    for (const name of namesIn(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      if (known.get(name) === text) continue;
      known.set(name, text);
      const isText = !text.includes('\0') && !text.includes('\ufffd');
      const lines = !isText ? ['(bytes)'] : linesOf(text);
      told.push(`${name}:`, ...lines.map((each) => `  ${each}`));
    }
  }
  return `${told.join('\n').replaceAll(folder, 'TMP').replace(/ +$/gm, '')}\n`;
}

/** The words of a line; what is in double quotes is one. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

function namesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

/** What is very long, such as the words of a shell, is there as a digest. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  const digest = createHash('sha1').update(lines.join('\n')).digest('hex').slice(0, 12);
  return [...lines.slice(0, 20), `(${lines.length} lines, ${digest})`];
}

const MOST_LINES = 400;

/** Without what each run says anew. */
function linesOf(text: string): readonly string[] {
  const steady = text
    .replace(/\btook \d+\.\d\d s/g, 'took T s')
    .replace(/(takes?) about \S+ by \d+ cores?/g, '$1 about T')
    .replace(/^program=.*$/gm, 'program=(PROGRAM)')
    .replaceAll(`"node": "${process.version}"`, '"node": "NODE"')
    .replaceAll(version(), 'VERSION');
  return steady === '' ? [] : steady.replace(/\n$/, '').split('\n');
}
