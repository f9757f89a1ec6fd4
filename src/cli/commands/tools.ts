import { UserError } from '../../base/user-error.js';
import type { Answer } from '../../cluster/facts/command.js';
import { QUESTION_WORDS } from '../../cluster/facts/question.js';
import type { NodeView, ProcessView } from '../../cluster/facts/view.js';
import { call } from '../../control/client.js';
import { NODE_VERBS } from '../../scenario/schema/node-command-schema.js';
import { runningClusters, socketFile } from '../files/socket-file.js';
import { complain, print } from '../output.js';

/** Where a tool of openMosix is used. */
export interface ToolOptions {
  /** The running cluster; default: $MTOP_SIM_CLUSTER, or the only one that runs. */
  readonly cluster?: string;
  /** The N# of the node on which it is typed; default: the first one. */
  readonly on?: number;
}

/**
 * migrate(1): sends a process of a running cluster to a node, home, or where it is best.
 * @returns the exit code: 1 when the cluster refuses
 */
export async function migrate(pid: string, to: string, options: ToolOptions): Promise<number> {
  return said(await send(options, { do: 'migrate', pid: numberOr(pid), to: numberOr(to) }));
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
  const run = words.map(quoted).join(' ');
  const home = options.on ?? (await firstNode(options));
  const spawn = { do: 'spawn', home, run, ...(work && { work }), ...(memory && { memory }) };
  return said(await send(options, spawn), ({ pid }) => (pid === undefined ? '' : `${pid}\n`));
}

/** mosctl(1) on a running cluster: asks about a node, or changes how it takes part. */
export async function mosctl(words: readonly string[], options: ToolOptions): Promise<number> {
  const [word = '', value] = words;
  if (QUESTION_WORDS.some((known) => known === word)) {
    const asked = { words, ...(options.on !== undefined && { on: options.on }) };
    return said(await askCluster(options, 'ask', asked));
  }
  if (!NODE_VERBS.some((known) => known === word)) {
    const known = [...QUESTION_WORDS, ...NODE_VERBS].join(' ');
    throw new UserError(`mosctl knows ${known}, not "${word}"`);
  }
  const node = options.on ?? (await firstNode(options));
  const key = { setspeed: 'speed', setyard: 'yardstick' }[word];
  const more = key === undefined || value === undefined ? {} : { [key]: numberOr(value) };
  return said(await send(options, { do: word, node, ...more }));
}

/** setpe(8) on a running cluster. */
export async function setpe(words: readonly string[], options: ToolOptions): Promise<number> {
  const node = options.on ?? (await firstNode(options));
  return said(await send(options, { do: 'setpe', node, options: words.join(' ') }));
}

/** mps(1) on a running cluster: its processes; NODE is 0 where a process is at home. */
export async function mps(options: ToolOptions): Promise<number> {
  const { processes } = await viewOf(options);
  const rows = processes.map(({ pid, node, home, state, cpuSeconds, command }) => [
    ...[String(pid).padStart(5), '?  ', String(node === home ? 0 : node).padStart(4)],
    ...[state.padEnd(4), clock(cpuSeconds).padStart(6), command],
  ]);
  print([['  PID', 'TTY', 'NODE', 'STAT', '  TIME', 'COMMAND'], ...rows].map(rowText).join(''));
  return 0;
}

/** The clusters that run, a line each. */
export async function clusters(): Promise<number> {
  print((await runningClusters()).map((name) => `${name}\n`).join(''));
  return 0;
}

interface View {
  readonly nodes: readonly NodeView[];
  readonly processes: readonly ProcessView[];
}

async function viewOf(options: ToolOptions): Promise<View> {
  return (await call(await socketOf(options), 'view', {})) as View;
}

async function firstNode(options: ToolOptions): Promise<number> {
  return (await viewOf(options)).nodes[0]!.id;
}

async function send(options: ToolOptions, command: object): Promise<Answer> {
  return await askCluster(options, 'send', command);
}

async function askCluster(options: ToolOptions, method: string, params: object): Promise<Answer> {
  return (await call(await socketOf(options), method, params)) as Answer;
}

/** The socket of the cluster that is meant. */
async function socketOf({ cluster = process.env.MTOP_SIM_CLUSTER }: ToolOptions): Promise<string> {
  if (cluster !== undefined) return socketFile(cluster);
  const running = await runningClusters();
  if (running.length === 1) return socketFile(running[0]!);
  if (running.length === 0) throw new UserError('no cluster runs: start one with mtop-sim serve');
  throw new UserError(`several clusters run: choose one by --cluster: ${running.join(', ')}`);
}

type Accepted = Extract<Answer, { readonly accepted: true }>;

function messageOf({ message }: Accepted): string {
  return message === undefined ? '' : `${message}\n`;
}

/** Prints what was answered, as the tool does. */
function said(answer: Answer, text = messageOf): number {
  if (answer.accepted) print(text(answer));
  else complain(answer.reason);
  return answer.accepted ? 0 : 1;
}

function numberOr(written: string): number | string {
  return /^\d+$/.test(written) ? Number(written) : written;
}

/** A word of a command line as a shell would need it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function rowText(cells: readonly string[]): string {
  return `${cells.join(' ')}\n`;
}
