import { shellWords } from '../../base/shell-words.js';
import type { StartOptions } from '../facts/command.js';
import type { Decay, DecayKind, DecayScope, OwnDecay } from '../facts/decay.js';
import { nodeId, nodeRanges } from '../facts/node-ranges.js';
import { MAX_NODE_ID, type NodeId } from '../facts/node-spec.js';

/** What a command line of mosrun says: which program, and how it starts. */
export interface MosrunRequest extends StartOptions {
  readonly command: string;
}

export type Mosrun =
  | { readonly ok: true; readonly request: MosrunRequest }
  | { readonly ok: false; readonly reason: string };

/**
 * Understands a command line of mosrun(1) or one of its wrappers: nomig, runhome, runon, cpujob,
 * iojob, nodecay, slowdecay, fastdecay. Any other is a program, started as it is.
 *
 * A process is locked unless asked otherwise (-l, -k) where a node is given, and where no decay is;
 * else it is as its caller.
 *
 * Source: mosrun(1) of the openMosix userspace tools; openMosix HOWTO. Of -e, -E, -r and -R its
 * synopsis says only that they belong to the decay. Here small letters let decay and statistics go
 * on over exec (-e), the decay to children (-r), and capital letters do not.
 */
export function parseMosrun(line: string): Mosrun {
  const words = shellWords(line);
  if (words === undefined) return failed(`a quote is not closed: ${line}`);
  const [program, ...rest] = words;
  if (program === undefined) return failed('a command line is needed');
  switch (program) {
    case 'mosrun':
      return readOptions(program, rest, MOSRUN_OPTIONS, {});
    case 'nomig':
      return readOptions(program, rest, ['z'], { lock: true });
    case 'runhome':
      return readOptions(program, rest, [], { on: 'home', lock: true });
    case 'runon':
      return readRunon(rest);
    case 'cpujob':
    case 'iojob':
    case 'nodecay':
    case 'slowdecay':
    case 'fastdecay':
      return readOptions(program, rest, ['h', 'N'], { decay: program });
    default:
      return { ok: true, request: { command: words.join(' ') } };
  }
}

/** A command line that says no node, sent to one. */
export function runOn(node: NodeId, line: string): string {
  const [, tool, rest] = /^\s*(\w+)\s+(.*)$/s.exec(line) ?? [];
  const isTool = tool !== undefined && TOOLS.includes(tool);
  return isTool ? `${tool} -${node} ${rest}` : `mosrun -${node} ${line}`;
}

const TOOLS: readonly string[] = [
  ...['mosrun', 'nomig', 'runhome', 'runon'],
  ...['cpujob', 'iojob', 'nodecay', 'slowdecay', 'fastdecay'],
];

const MOSRUN_OPTIONS = [...'hNjFlLkcinsftdeErRz'];

/** At most one of each of these. */
const GROUPS: readonly string[] = ['hNj', 'lLk', 'cinsft', 'cinsfd', 'eE', 'rR'];

const DECAYS: Readonly<Record<string, DecayKind>> = {
  c: 'cpujob',
  i: 'iojob',
  n: 'nodecay',
  s: 'slowdecay',
  f: 'fastdecay',
};

function readRunon([id, ...rest]: readonly string[]): Mosrun {
  const on = nodeId(id ?? '');
  if (on === undefined) {
    return failed(`runon: needs a node (1 to ${MAX_NODE_ID}), got ${id ?? 'none'}`);
  }
  return readOptions('runon', rest, [], { on, lock: true });
}

/** Options by their letter (a node's number: N) with what was written of them. */
type Given = Map<string, string>;

/** Reads options, then the program and its arguments. */
function readOptions(
  tool: string,
  words: readonly string[],
  allowed: readonly string[],
  fixed: StartOptions,
): Mosrun {
  const given: Given = new Map();
  let at = 0;
  for (; words[at]?.startsWith('-') === true; at++) {
    const word = words[at]!;
    const option = letterOf(word);
    if (!allowed.includes(option)) return failed(`${tool}: ${unknownOption(word, allowed)}`);
    const clash = [...given.keys()].find((other) => excludes(option, other));
    if (clash !== undefined) {
      return failed(`${tool}: ${given.get(clash)} and ${word} exclude each other`);
    }
    const takesNumber = option === 't' || option === 'd';
    given.set(option, takesNumber && word.length === 2 ? `${word}${words[++at] ?? ''}` : word);
  }
  const options = startOptionsOf(given, fixed);
  if (typeof options === 'string') return failed(`${tool}: ${options}`);
  // With -z the program's name for itself follows the program.
  const shown = words.slice(given.has('z') ? at + 1 : at);
  if (shown.length === 0 || words[at] === undefined) {
    return failed(`${tool}: ${given.has('z') ? 'argv[0] is missing after -z' : 'which command?'}`);
  }
  return { ok: true, request: { ...fixed, ...options, command: shown.join(' ') } };
}

function letterOf(word: string): string {
  if (/^-\d+$/.test(word)) return 'N';
  return /^-(j|t|d)/.test(word) ? word[1]! : word.slice(1);
}

function excludes(option: string, other: string): boolean {
  return (
    option === other || GROUPS.some((group) => group.includes(option) && group.includes(other))
  );
}

/** What the options say, or what is wrong with them. */
function startOptionsOf(given: Given, fixed: StartOptions): StartOptions | string {
  const on = startNodeOf(given);
  if (typeof on === 'string' && on !== 'home') return on;
  if (given.has('F') && on === undefined) return '-F needs -h, a node or -j';
  const decay = decayOf(given);
  if (typeof decay === 'string' && !isKind(decay)) return decay;
  const lock = fixed.lock ?? lockOf(given, on !== undefined, (decay ?? fixed.decay) !== undefined);
  return {
    ...(on !== undefined && { on }),
    ...(given.has('F') && { orAnywhere: true }),
    ...(lock !== undefined && { lock }),
    ...(decay !== undefined && { decay }),
    ...scopeOf(given),
  };
}

/** How far the decay goes, if that is said. */
function scopeOf(given: Given): { readonly decayScope?: DecayScope } {
  if (!['e', 'E', 'r', 'R'].some((letter) => given.has(letter))) return {};
  return { decayScope: { overExec: !given.has('E'), byChildren: !given.has('R') } };
}

/** Whether it is locked; undefined: as its caller. */
function lockOf(given: Given, hasNode: boolean, hasDecay: boolean): boolean | undefined {
  if (given.has('L')) return true;
  if (given.has('l')) return false;
  if (given.has('k')) return undefined;
  return hasNode || !hasDecay ? true : undefined;
}

function startNodeOf(given: Given): StartOptions['on'] | string {
  if (given.has('h')) return 'home';
  const written = given.get('N');
  if (written !== undefined) {
    return nodeId(written.slice(1)) ?? `${written}: a node is 1 to ${MAX_NODE_ID}`;
  }
  const list = given.get('j');
  if (list === undefined) return undefined;
  return nodeRanges(list.slice(2)) ?? `${list}: -j needs nodes such as -j1-4,7-9`;
}

function decayOf(given: Given): Decay | string | undefined {
  for (const [letter, kind] of Object.entries(DECAYS)) if (given.has(letter)) return kind;
  const seconds = given.get('t');
  const kept = given.get('d');
  if (seconds === undefined && kept === undefined) return undefined;
  const own: { -readonly [Key in keyof OwnDecay]: OwnDecay[Key] } = {};
  if (seconds !== undefined) {
    own.intervalSeconds = wholeNumber(seconds.slice(2));
    if (!(own.intervalSeconds > 0)) return '-t needs the seconds of an interval, more than 0';
  }
  if (kept !== undefined) {
    own.kept = wholeNumber(kept.slice(2));
    if (!(own.kept <= 1000)) return '-d needs the thousandths that are kept, 0 to 1000';
  }
  return own;
}

function isKind(decay: string): decay is DecayKind {
  return Object.values(DECAYS).includes(decay as DecayKind);
}

/** NaN: it is none. */
function wholeNumber(written: string): number {
  return /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
}

function unknownOption(word: string, allowed: readonly string[]): string {
  const known = allowed.map((option) => `-${SHOWN[option] ?? option}`).join(' ');
  return `unknown option ${word}; ${known === '' ? 'it has none' : `allowed: ${known}`}`;
}

const SHOWN: Readonly<Record<string, string>> = { N: 'ID', j: 'jID1-ID2', t: 't tt', d: 'd dec' };

function failed(reason: string): Mosrun {
  return { ok: false, reason };
}
