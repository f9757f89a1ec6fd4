import type { NodeId } from './node-spec.js';

/** What mosctl(1), and showmap beside it, can be asked, and what each word asks. */
export const QUESTIONS = {
  whois: 'which node has that N#, address or name; alone: which node this is',
  getload: 'its load, in hundredths',
  getspeed: 'its speed, as the balancer believes it',
  status: 'its status number and the words of its bits',
  isup: 'whether it is up: yes or no',
  getmem: 'free bytes of its memory that are not promised',
  getfree: 'free bytes of its memory',
  getutil: 'its utilisability, percent: how fast its processes get on, memory being what it is',
  gettune: 'what calls and migrations cost',
  overheads: 'the same, as /proc/hpc/admin has it',
  mfscosts: 'what calls by MFS cost, as /proc/hpc/admin has it',
  getyard: 'the speed of CPU in which its monitors show loads',
  getdecay: 'how the statistics of its processes fade',
  showmap: 'its table of nodes, as showmap and setpe -r print it',
} as const;

export type QuestionWord = keyof typeof QUESTIONS;

export const QUESTION_WORDS = Object.keys(QUESTIONS) as readonly QuestionWord[];

/**
 * A question to mosctl: plain data, the same in a timeline, from the dashboard and from a shell.
 */
export interface Question {
  readonly ask: QuestionWord;
  /**
   * Which node is asked about: its N#, name or address. Default: the one where it is asked.
   */
  readonly node?: NodeId | string | undefined;
  /**
   * Where it is asked, as if typed on that node, which answers of others what it has heard of them.
   * Default: at the node that is asked about, else at the first one.
   */
  readonly on?: NodeId | undefined;
}

/** Reads the words of a question, as typed: `getload 3`; a text says what is wrong. */
export function readQuestion(words: readonly string[]): Question | string {
  const [word = '', node, ...rest] = words;
  const ask = QUESTION_WORDS.find((known) => known === word);
  if (ask === undefined) {
    const not = word === '' ? '' : `, not "${word}"`;
    return `mosctl answers ${QUESTION_WORDS.join(' ')}${not}`;
  }
  if (rest.length > 0) return `use: ${ask} [N#|NAME|ADDRESS]`;
  return node === undefined ? { ask } : { ask, node };
}
