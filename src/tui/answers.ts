import { formatDuration } from '../base/units.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { Message } from './message.js';
import { answerNotice, type Notice, refusalNotice } from './notice.js';
import type { DashboardState } from './state.js';

/** What became of several commands at once. */
export function allAnswered(
  answers: Extract<Message, { type: 'answered-all' }>['answers'],
): Notice {
  const refusals = answers.flatMap(({ answer }) => (answer.accepted ? [] : [answer.reason]));
  const done = answers.length - refusals.length;
  const [first] = answers;
  const what = first === undefined ? '' : first.command.do;
  const text = `${what}: ${done} of ${answers.length} done`;
  const [reason] = refusals;
  return reason === undefined ? answerNotice(text) : refusalNotice(`${text}; ${reason}`);
}

export function savedNotice({ file, problem }: Extract<Message, { type: 'saved' }>): Notice {
  return problem === undefined
    ? answerNotice(`saved in ${file}`)
    : refusalNotice(`not saved in ${file}: ${problem}`);
}

/** What an answer to a single command changes. */
export function answered(command: Command, answer: Answer): Partial<DashboardState> {
  if (!answer.accepted) return { notice: refusalNotice(answer.reason) };
  if (command.do === 'spawn' && answer.pid !== undefined) {
    const work = formatDuration(command.workSeconds ?? 60);
    const text = `process ${answer.pid} started on node ${command.home}, work ${work}`;
    return { notice: answerNotice(text), selectedPid: answer.pid };
  }
  return { notice: answerNotice(acceptedText(command)) };
}

function acceptedText(command: Command): string {
  switch (command.do) {
    case 'migrate':
      return `process ${command.pid} migrates ${targetText(command.to)}`;
    case 'kill':
      return `process ${command.pid} gets SIG${command.signal ?? 'TERM'}`;
    case 'renice':
      return `process ${command.pid} reniced to ${command.nice}`;
    case 'lock':
      return `process ${command.pid} is locked: no policy moves it`;
    case 'unlock':
      return `process ${command.pid} is unlocked`;
    case 'select':
      return `/mfs/selected means node ${command.node} to process ${command.pid}`;
    case 'tie':
      return `process ${command.pid} cannot move now: ${command.reason}`;
    case 'untie':
      return `process ${command.pid} is no longer tied: ${command.reason}`;
    case 'stop':
      return `process ${command.pid} is stopped`;
    case 'cont':
      return `process ${command.pid} goes on`;
    case 'spawn':
      return `process started on node ${command.home}`;
    case 'cut':
    case 'heal':
      return `network between ${command.node} and ${command.other}: ${command.do}`;
    case 'setspeed':
      return `node ${command.node} is taken for one of speed ${command.speed}`;
    default:
      return 'node' in command
        ? `node ${command.node}: ${NODE_WORDS[command.do] ?? command.do}`
        : command.do;
  }
}

/** What the words of mosctl mean, where the word alone would leave one asking. */
const NODE_WORDS: Partial<Record<Command['do'], string>> = {
  expel: 'its guests are sent away, no others come (expel)',
  bring: 'its own processes are fetched home and stay there (bring)',
  leave: 'it leaves: its guests go, its own processes come home',
  join: 'it becomes a member again',
  recover: 'it starts again',
  stay: 'no process leaves by itself now (stay)',
  nostay: 'processes may leave again (nostay)',
  lstay: 'no process of its own leaves by itself now (lstay)',
  nolstay: 'its own processes may leave again (nolstay)',
  block: 'no guest may come now (block)',
  noblock: 'guests may come again (noblock)',
  quiet: 'it tells nobody its load now (quiet)',
  noquiet: 'it tells its load again (noquiet)',
  mfs: 'its files are for others again (mfs)',
  nomfs: 'its files are not for others now (nomfs)',
};

function targetText(target: Extract<Command, { do: 'migrate' }>['to']): string {
  if (target === 'home') return 'home';
  return target === 'balance' ? 'to where it is best off' : `to node ${target}`;
}
