import { formatDuration } from '../base/units.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { Message } from './message.js';
import { answerNotice, type Notice, oneLine, refusalNotice } from './notice.js';
import type { DashboardState } from './state.js';
import { withMtop } from './views/mtop/process-list.js';

/** What became of several commands at once. */
export function allAnswered(
  answers: Extract<Message, { type: 'answered-all' }>['answers'],
): Notice {
  const refusals = answers.flatMap(({ answer }) => (answer.accepted ? [] : [answer.reason]));
  const done = answers.length - refusals.length;
  const [first] = answers;
  const what = first === undefined ? '' : first.command.do;
  const became = UNDER_WAY[what] ?? 'done';
  const text = `${what}: ${done} of ${answers.length} ${became}`;
  const [reason] = refusals;
  return reason === undefined ? answerNotice(text) : refusalNotice(`${text}; ${reason}`);
}

/** What has only begun when it is accepted; the rest is done then. */
const UNDER_WAY: Readonly<Partial<Record<Command['do'] | '', string>>> = {
  migrate: 'on their way',
  spawn: 'started',
  leave: 'leaving',
  expel: 'sending their guests away',
  bring: 'bringing their own home',
};

export function savedNotice({ file, problem }: Extract<Message, { type: 'saved' }>): Notice {
  return problem === undefined
    ? answerNotice(`saved in ${file}`)
    : refusalNotice(`not saved in ${file}: ${problem}`);
}

/** What mosctl prints. */
export function toldNotice(answer: Answer): Notice {
  return answer.accepted
    ? answerNotice(oneLine(answer.message ?? ''))
    : refusalNotice(answer.reason);
}

/** The state after the answer to a single command. */
export function answered(
  state: DashboardState,
  { command, answer }: { readonly command: Command; readonly answer: Answer },
): DashboardState {
  if (!answer.accepted) return { ...state, notice: refusalNotice(answer.reason) };
  if (command.do === 'spawn' && answer.message !== undefined) {
    return { ...state, notice: toldNotice(answer) };
  }
  if (command.do === 'spawn' && answer.pid !== undefined) {
    const work = formatDuration(command.workSeconds ?? 60);
    const text = `process ${answer.pid} started on node ${command.home}, work ${work}`;
    return { ...withMtop(state, { selectedPid: answer.pid }), notice: answerNotice(text) };
  }
  return { ...state, notice: answerNotice(acceptedText(command, answer.message)) };
}

/** @param message what openMosix's tool prints, for which there may be words that say more */
function acceptedText(command: Command, message: string | undefined): string {
  switch (command.do) {
    case 'migrate':
      return `process ${command.pid} is migrating ${targetText(command.to)}`;
    case 'kill':
      return command.side === 'remote'
        ? `process ${command.pid} goes home`
        : `process ${command.pid}: SIG${command.signal ?? 'TERM'} sent`;
    case 'exec':
      return `process ${command.pid} is ${command.command} now`;
    case 'renice':
      return `process ${command.pid} has nice ${command.nice} now`;
    case 'lock':
      return `process ${command.pid} is locked: no policy will move it`;
    case 'unlock':
      return `process ${command.pid} is unlocked`;
    case 'select':
      return `process ${command.pid}: /mfs/selected is node ${command.node} now`;
    case 'mask':
      return `process ${command.pid}: ${message ?? command.policy}`;
    case 'tie':
      return `process ${command.pid} can no longer move: ${command.reason}`;
    case 'untie':
      return `process ${command.pid} is no longer held by ${command.reason}`;
    case 'stop':
      return `process ${command.pid} is stopped`;
    case 'cont':
      return `process ${command.pid} continues`;
    case 'spawn':
      return `process started on node ${command.home}`;
    case 'cut':
    case 'heal':
      return `network between nodes ${command.node} and ${command.other}: ${command.do === 'cut' ? 'cut' : 'healed'}`;
    case 'setspeed':
      return `the balancer now believes that node ${command.node} has speed ${command.speed}`;
    default: {
      if (!('node' in command)) return command.do;
      const words = NODE_WORDS[command.do];
      return words === undefined && message !== undefined
        ? oneLine(message)
        : `node ${command.node}: ${words ?? command.do}`;
    }
  }
}

/** What mosctl's words mean, where the word alone would not say. */
const NODE_WORDS: Partial<Record<Command['do'], string>> = {
  expel: 'its guests are sent away and no more are accepted (expel; noblock ends it)',
  bring: 'its processes are brought home and stay there (bring; nolstay ends it)',
  leave: 'leaving: guests are sent away, its own processes come home; join brings it back',
  join: 'joining again',
  crash: 'crashed; recover restarts it',
  recover: 'recovering',
  reboot: 'leaving, to start again (reboot)',
  stay: 'processes no longer leave on their own (stay)',
  nostay: 'processes may leave again (nostay)',
  lstay: 'its own processes no longer leave (lstay)',
  nolstay: 'its own processes may leave again (nolstay)',
  block: 'guests are no longer accepted (block)',
  noblock: 'guests are accepted again (noblock)',
  quiet: 'it no longer advertises its load (quiet)',
  noquiet: 'it advertises its load again (noquiet)',
  mfs: 'its files are shared again (mfs)',
  nomfs: 'its files are no longer shared (nomfs)',
};

function targetText(target: Extract<Command, { do: 'migrate' }>['to']): string {
  if (target === 'home') return 'home';
  return target === 'balance' ? 'to where it runs best' : `to node ${target}`;
}
