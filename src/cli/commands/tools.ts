import { text } from 'node:stream/consumers';
import { shellWord } from '../../base/shell-words.js';
import { UserError } from '../../base/user-error.js';
import type { Answer } from '../../cluster/facts/command.js';
import { QUESTION_WORDS } from '../../cluster/facts/question.js';
import { NODE_VERBS } from '../../scenario/schema/node-command-schema.js';
import { runningClusters } from '../files/socket-file.js';
import { complain, print } from '../output.js';
import { ClusterTool, type ToolOptions } from '../sharing/cluster-tool.js';

/**
 * migrate(1): sends a process of a running cluster to a node, home, or where it is best.
 * @returns the exit code: 1 when the cluster refuses
 */
export async function migrate(pid: string, to: string, options: ToolOptions): Promise<number> {
  const tool = new ClusterTool('migrate', options);
  return said(await tool.send({ do: 'migrate', pid: numberOr(pid), to: numberOr(to) }), options);
}

/** What mosrun(1) starts, and what it cannot know of it. */
export interface MosrunOptions extends ToolOptions {
  /** A duration of CPU time, such as 10min, or endless. */
  readonly work?: string;
  /** Its resident set, such as 200MB. */
  readonly memory?: string;
}

/**
 * mosrun(1) and its wrappers: starts a process on a running cluster and prints its pid.
 * @param words the command line, with the tool's name first
 */
export async function mosrun(
  words: readonly string[],
  { work, memory, ...options }: MosrunOptions,
): Promise<number> {
  const run = words.map(shellWord).join(' ');
  const tool = new ClusterTool(words[0]!, options);
  const home = await tool.home();
  const spawn = { do: 'spawn', home, run, ...(work && { work }), ...(memory && { memory }) };
  return said(await tool.send(spawn), options, ({ pid }) => (pid === undefined ? '' : `${pid}\n`));
}

/** mosctl(1) on a running cluster: asks about a node, or changes how it takes part. */
export async function mosctl(words: readonly string[], options: ToolOptions): Promise<number> {
  const tool = new ClusterTool('mosctl', options);
  const [word = '', value] = words;
  if (QUESTION_WORDS.some((known) => known === word)) {
    return said(await tool.ask(words), options);
  }
  if (!NODE_VERBS.some((known) => known === word)) {
    const known = [...QUESTION_WORDS, ...NODE_VERBS].join(' ');
    throw new UserError(`mosctl knows ${known}, not "${word}"`);
  }
  const node = await tool.home();
  const key = { setspeed: 'speed', setyard: 'yardstick' }[word];
  const more = key === undefined || value === undefined ? {} : { [key]: numberOr(value) };
  return said(await tool.send({ do: word, node, ...more }), options);
}

/** setpe(8) on a running cluster; `-f -` reads the lines of a map from standard input. */
export async function setpe(written: readonly string[], options: ToolOptions): Promise<number> {
  const words = await withMapOfInput(written);
  const tool = new ClusterTool('setpe', options);
  const node = await tool.home();
  return said(await tool.send({ do: 'setpe', node, options: words.join(' ') }), options);
}

/** In a command the lines of a map come last, with `;` between them. */
async function withMapOfInput(words: readonly string[]): Promise<readonly string[]> {
  const at = words.findIndex((word, index) => word === '-f' && words[index + 1] === '-');
  const after = words.slice(at + 2);
  // What is no option is a map that has been typed behind it.
  if (at < 0 || (after.length > 0 && !after[0]!.startsWith('-'))) return words;
  const lines = (await text(process.stdin))
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  const map = lines.filter((line) => line !== '').join(';');
  return [...words.slice(0, at), ...after, '-f', '-', map];
}

/** mps(1) on a running cluster: its processes; NODE is 0 where a process is at home. */
export async function mps(options: ToolOptions): Promise<number> {
  const { at, processes } = await new ClusterTool('mps', options).view();
  if (options.json) {
    print(`${JSON.stringify({ at, processes })}\n`);
    return 0;
  }
  const rows = processes.map(({ pid, node, home, state, cpuSeconds, command }) => [
    ...[String(pid).padStart(5), '?  ', String(node === home ? 0 : node).padStart(4)],
    ...[state.padEnd(4), clock(cpuSeconds).padStart(6), command],
  ]);
  print([['  PID', 'TTY', 'NODE', 'STAT', '  TIME', 'COMMAND'], ...rows].map(rowText).join(''));
  return 0;
}

/** The clusters that run, a line each. */
export async function clusters({ json }: Pick<ToolOptions, 'json'>): Promise<number> {
  if (json) print(`${JSON.stringify(await runningClusters())}\n`);
  else print((await runningClusters()).map((name) => `${name}\n`).join(''));
  return 0;
}

/** What a shell completes, a line each: of the cluster that is meant where several run. */
export async function names(what: 'pids' | 'nodes' | 'clusters'): Promise<number> {
  if (what === 'clusters') return clusters({});
  const { nodes, processes } = await new ClusterTool('completion', {}).view();
  const all = what === 'pids' ? processes.map(({ pid }) => pid) : nodes.map(({ id }) => id);
  print(all.map((one) => `${one}\n`).join(''));
  return 0;
}

type Accepted = Extract<Answer, { readonly accepted: true }>;

function messageOf({ message }: Accepted): string {
  return message === undefined ? '' : `${message}\n`;
}

/**
 * Prints what was answered, as the tool does.
 * @returns the exit code: 1 when it was refused
 */
function said(answer: Answer, { json }: ToolOptions, text = messageOf): number {
  if (json) print(`${JSON.stringify(answer)}\n`);
  else if (answer.accepted) print(text(answer));
  else complain(answer.reason);
  return answer.accepted ? 0 : 1;
}

function numberOr(written: string): number | string {
  return /^\d+$/.test(written) ? Number(written) : written;
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function rowText(cells: readonly string[]): string {
  return `${cells.join(' ')}\n`;
}
