import { UserError } from '../../base/user-error.js';
import { readQuestion } from '../../cluster/facts/question.js';
import { openScenario, type SessionOptions } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { print } from '../output.js';

export interface MosctlOptions extends SessionOptions {
  /** Virtual time, seconds. */
  readonly at: number;
  /** The node where it is typed. */
  readonly on?: number;
  readonly json?: boolean;
}

/**
 * Prints what openMosix's mosctl answers in a scenario at a virtual time.
 * @param words such as getload 3
 * @returns the exit code
 */
export async function mosctl(
  name: string,
  words: readonly string[],
  { at, on, json = false, policyTimeout, ...flags }: MosctlOptions,
): Promise<number> {
  const question = readQuestion(words);
  if (typeof question === 'string') throw new UserError(question);
  const session = await openSession(openScenario(name, flags), { measures: true, policyTimeout });
  session.advance(at);
  const answer = session.ask({ ...question, on });
  if (!answer.accepted) throw new UserError(answer.reason);
  print(json ? `${JSON.stringify(answer)}\n` : `${answer.message}\n`);
  return 0;
}
