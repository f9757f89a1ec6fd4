/**
 * What a node says of a job. A job is a command that was started by `live run`: with all that it has
 * started it lives in a cell (namespaces of its own), so that it can be taken from one kernel to
 * another. What it is at a node is a folder of that node's spool: see node.sh.
 */
export interface JobReport {
  /** The name that the node has for itself. */
  readonly host: string;
  /** What changes when the node starts again, and with it forgets all jobs. */
  readonly boot: string;
  /** The cell of the job there; stopped: no process of it runs. */
  readonly cell: 'runs' | 'stopped' | 'none';
  /** The move by which it leaves this node, or has left it; its images are kept here. */
  readonly leaving?: Leaving | undefined;
  /** The move by which it comes here; the copy, if there is one, is stopped. */
  readonly arriving?: Arriving | undefined;
  /** The move by which it came here and runs; the node that it left may still have its images. */
  readonly arrived?: Arriving | undefined;
  /** Its exit status; undefined: it has not ended, or not here. */
  readonly exit?: number | undefined;
  /** Memory of its processes, KB. */
  readonly kb: number;
  /** Whether only a user may move it. */
  readonly isLocked: boolean;
  /**
   * CPU seconds that its processes have used on the nodes where they were before, by the pids that they
   * have in the cell: what a kernel counts begins at 0 with each copy.
   */
  readonly earlierSeconds: ReadonlyMap<number, number>;
  /** The name of the node where it was started. */
  readonly home: string;
  /** The cell's first process, as the node numbers it; 0: none. */
  readonly pid: number;
  /** What was written to start it. */
  readonly line: string;
}

export interface Leaving {
  readonly move: string;
  /** What its file of fate says: nobody has decided yet, it was given away, it stays here. */
  readonly fate: 'open' | 'moved' | 'stayed';
  /** Where it goes, as that node names itself, and since which start of it. */
  readonly target: string;
  readonly targetBoot: string;
}

export interface Arriving {
  readonly move: string;
  readonly source: string;
  /** Since which start of that node; empty: nothing has come from there yet. */
  readonly sourceBoot: string;
}

/** What a node answered to a call, or that it did not. */
export type NodeAnswer =
  | { readonly kind: 'yes'; readonly facts: Facts }
  /** The node was reached and would not. */
  | { readonly kind: 'no'; readonly reason: string }
  /** Nobody knows whether the call was carried out. */
  | { readonly kind: 'silence'; readonly reason: string };

/** Lines "key value" of an answer. */
export type Facts = Readonly<Record<string, string>>;

/** The last line is "ok" or "no REASON"; anything else is no answer. */
export function readAnswer(text: string, complaint: string): NodeAnswer {
  const lines = text.trimEnd().split('\n');
  const last = lines.pop()!;
  if (last.startsWith('no ')) return { kind: 'no', reason: last.slice(3) };
  if (last !== 'ok') return { kind: 'silence', reason: complaint };
  return { kind: 'yes', facts: Object.fromEntries(lines.map(keyAndValue)) };
}

function keyAndValue(line: string): [key: string, value: string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}

/** What a node says of one job, from the lines of its answer to `look`. */
export function reportOf(facts: Facts): JobReport {
  const [leavingMove, fate, target = '', targetBoot = ''] = words(facts.leaving);
  const { states = '-', exit = '-' } = facts;
  return {
    host: facts.host ?? '',
    boot: facts.boot ?? '',
    cell: states === '-' ? 'none' : /[^TZ]/.test(states) ? 'runs' : 'stopped',
    leaving:
      leavingMove === undefined
        ? undefined
        : { move: leavingMove, fate: fate as Leaving['fate'], target, targetBoot },
    arriving: arrivingOf(facts.arriving),
    arrived: arrivingOf(facts.arrived),
    exit: exit === '-' ? undefined : Number(exit),
    kb: Number(facts.kb ?? 0),
    isLocked: facts.locked === 'yes',
    earlierSeconds: secondsIn(facts.cpu ?? ''),
    home: facts.home ?? '',
    pid: Number(facts.pid ?? 0),
    line: facts.line ?? '',
  };
}

/** PID:TICKS,PID:TICKS, */
function secondsIn(text: string): ReadonlyMap<number, number> {
  return new Map(
    [...text.matchAll(/(\d+):(\d+),/g)].map(([, pid, ticks]) => [
      Number(pid),
      Number(ticks) / TICKS_PER_SECOND,
    ]),
  );
}

/** What kernels count in for programs, wherever criu runs. */
const TICKS_PER_SECOND = 100;

function arrivingOf(text: string | undefined): Arriving | undefined {
  const [move, source = '', sourceBoot = ''] = words(text);
  return move === undefined ? undefined : { move, source, sourceBoot };
}

function words(text: string | undefined): readonly string[] {
  return text === undefined || text === '-' ? [] : text.split(' ');
}

/** A job's name: what starts it, without what a shell or a path could mean, and a part of its own. */
export function jobName(command: string, unique: string): string {
  const word = command.split('/').at(-1)!.toLowerCase();
  const plain = word.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `${plain.slice(0, 20) || 'job'}-${unique}`;
}

export const JOB_NAME = /^[a-z0-9][a-z0-9-]{0,40}$/;
