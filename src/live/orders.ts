import { type Answer, type Command, refused, type Signal } from '../cluster/facts/command.js';

/** What can be asked of a real process. */
export type Order =
  | { readonly signal: Signal; readonly nice?: undefined }
  | { readonly nice: number; readonly signal?: undefined };

/** The order that a command is; undefined: it is none. */
export function orderOf(command: Command): Order | undefined {
  switch (command.do) {
    case 'kill':
      return { signal: command.signal ?? 'TERM' };
    case 'stop':
      return { signal: 'STOP' };
    case 'cont':
      return { signal: 'CONT' };
    case 'renice':
      return { nice: command.nice };
    default:
      return undefined;
  }
}

/**
 * An order as a script of POSIX sh. The start of the process is compared first: its pid may belong
 * to another one by now. There are only numbers and names of signals in it.
 */
export function orderScript(order: Order, pid: number, start: number): string {
  const act =
    order.signal === undefined
      ? `renice ${order.nice} -p ${pid}`
      : `kill -s ${order.signal} ${pid}`;
  return `LC_ALL=C; export LC_ALL; set -f; line=
read -r line 2>/dev/null </proc/${pid}/stat
set -- \${line##*) }
if [ "\${20}" != ${start} ]; then echo 'it has ended' >&2; exit 1; fi
${act} >/dev/null
`;
}

export function orderWords(order: Order, pid: number): string {
  return order.signal === undefined
    ? `renice ${pid} to ${order.nice}`
    : `send SIG${order.signal} to ${pid}`;
}

/** Why a command cannot be carried out on real nodes. */
export function refusalOf(command: Command): Answer {
  return refused(REASONS[command.do] ?? SIMULATION_ONLY);
}

const SIMULATION_ONLY = 'this cluster is real: that exists only in a simulation';
const NO_MOVES = 'this cluster is real: only jobs started with `mtop-sim live run` can move';

/** What no real node does, and why. */
export const REASONS: Readonly<Partial<Record<Command['do'], string>>> = {
  ...{ migrate: NO_MOVES, expel: NO_MOVES, bring: NO_MOVES, leave: NO_MOVES },
  ...{ lock: NO_MOVES, unlock: NO_MOVES },
  spawn: 'this cluster is real and only watched: start the program on its node',
  crash: 'this cluster is real: nodes are not crashed from here',
  set: 'the parameters of the advice are those of openMosix: change them in a simulation',
};

const { migrate, expel, bring, lock, unlock, ...others } = REASONS;

/** The same where jobs can be moved: what is no job is refused when it is asked. */
export const REASONS_WITH_MOVES: typeof REASONS = others;
