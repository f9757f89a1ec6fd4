import { Script } from 'node:vm';

/**
 * Carries out `action` so that Ctrl-C (SIGINT) breaks it off wherever it is, in a loop that never
 * ends too. Listeners for SIGINT are not called meanwhile.
 * @returns whether it was broken off; then what it worked on is as it happened to be
 */
export function brokenOff(action: () => void): boolean {
  const globals = globalThis as Record<symbol, unknown>;
  globals[ACTION] = action;
  try {
    SCRIPT.runInThisContext({ breakOnSigint: true });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return true;
    throw error;
  } finally {
    delete globals[ACTION];
  }
}

const ACTION = Symbol.for('mtop-sim: what Ctrl-C breaks off');
const SCRIPT = new Script(`globalThis[Symbol.for(${JSON.stringify(ACTION.description)})]()`);
