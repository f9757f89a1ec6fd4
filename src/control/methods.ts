import type { Answer, Command } from '../cluster/facts/command.js';
import { readQuestion } from '../cluster/facts/question.js';
import type { Session } from '../session/session.js';

/** What can be asked of a running cluster from outside, by name. */
export interface Methods {
  /** What runs there, and when. */
  readonly info: () => object;
  /** The cluster now: totals, nodes, processes. */
  readonly view: () => object;
  /** A command as in a timeline, without `at`: it is carried out, or refused with the reason. */
  readonly send: (command: unknown) => Answer;
  /** What mosctl answers, asked on a node or wherever it knows. */
  readonly ask: (question: unknown) => Answer;
  /** Why a process is where it is; null: there is no such process. */
  readonly explain: (which: unknown) => object | null;
}

/** Reads a command as it stands in a timeline. @throws Error that says what is wrong with it */
export type ReadCommand = (written: unknown) => Command;

/** The methods on a session. Those that are given something wrong throw a `BadParameters`. */
export function methodsOf(session: Session, readCommand: ReadCommand): Methods {
  return {
    info: () => ({ ...session.info, now: session.view().now, over: session.over }),
    view: () => {
      const view = session.view();
      const { now, totals } = view;
      return { at: now, totals, nodes: view.nodes(), processes: view.processes() };
    },
    send: (command) => session.send(readCommand(command)),
    ask: (question) => {
      const { words, on } = fieldsOf(question);
      if (!isTexts(words)) throw new BadParameters('words must be a list of texts');
      if (on !== undefined && !isNumber(on)) throw new BadParameters('on must be an N#');
      const asked = readQuestion(words);
      if (typeof asked === 'string') throw new BadParameters(asked);
      return session.ask({ ...asked, on });
    },
    explain: (which) => {
      const { pid } = fieldsOf(which);
      if (!isNumber(pid)) throw new BadParameters('pid must be a number');
      return session.explain(pid) ?? null;
    },
  };
}

/** What was asked for cannot be meant: JSON-RPC's error -32602. */
export class BadParameters extends Error {}

function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new BadParameters('the parameters must be an object');
  }
  return given as Readonly<Record<string, unknown>>;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}
