import { Session } from 'node:inspector';

/**
 * The line in its file where a function begins; undefined: it is not known, or it is no function.
 * Only the debugger knows this of a function that has not thrown.
 */
export function functionLine(subject: unknown): number | undefined {
  const globals = globalThis as Record<symbol, unknown>;
  const session = new Session();
  session.connect();
  globals[SUBJECT] = subject;
  try {
    let line: number | undefined;
    const expression = `globalThis[Symbol.for(${JSON.stringify(SUBJECT.description)})]`;
    session.post('Runtime.evaluate', { expression }, (_, { result: { objectId = '' } }) => {
      session.post('Runtime.getProperties', { objectId }, (error, answer) => {
        if (error !== null) return;
        const insides = answer.internalProperties ?? [];
        const location = insides.find(({ name }) => name === '[[FunctionLocation]]')?.value;
        const at = location?.value as { readonly lineNumber: number } | undefined;
        if (at !== undefined) line = at.lineNumber + 1;
      });
    });
    return line;
  } finally {
    delete globals[SUBJECT];
    session.disconnect();
  }
}

const SUBJECT = Symbol.for('mtop-sim: whose line is asked for');
