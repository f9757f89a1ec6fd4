import { once } from 'node:events';
import { UserError } from '../../base/user-error.js';
import { BadParameters, methodsOf } from '../../control/methods.js';
import { ControlServer } from '../../control/server.js';
import { readCommandText } from '../../scenario/command-text.js';
import { Pace } from '../../session/pace.js';
import { isAnswered, socketFile } from '../files/socket-file.js';
import { openScenario, type SessionOptions } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { print } from '../output.js';

export interface ServeOptions extends SessionOptions {
  /** Virtual seconds per second. */
  readonly rate: number;
  /** What it is called; default: as its scenario. */
  readonly name?: string;
}

/** How often a second time is moved on. */
const STEPS_PER_SECOND = 20;

/**
 * Lets a cluster run without a screen, until a signal ends it, and answers what other programs ask
 * of it on a socket.
 * @returns the exit code
 */
export async function serve(
  scenarioName: string,
  { rate, name, policyTimeout, ...flags }: ServeOptions,
): Promise<number> {
  const scenario = openScenario(scenarioName, flags);
  const called = name ?? scenario.name;
  const path = socketFile(called);
  if (await isAnswered(path)) {
    throw new UserError(`a cluster named ${called} runs already: give this one a --name`);
  }
  const session = await openSession(scenario, { measures: true, policyTimeout });
  const methods = methodsOf(session, (written) => {
    const command = readCommandText(written, session.nodes);
    if (typeof command === 'string') throw new BadParameters(command);
    return command;
  });
  const server = new ControlServer(methods);
  await server.listen(path);
  // It serves until then.
  const pace = new Pace(session, { rate, framesPerSecond: STEPS_PER_SECOND, onFrame: () => {} });
  pace.play();
  const interruption = interrupted();
  print(`${called} runs; its socket is ${path}\n`);
  try {
    return await interruption;
  } finally {
    pace.pause();
    server.close();
  }
}

/** Waits for a signal. @returns the exit code that shells give it */
async function interrupted(): Promise<number> {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  const signals = Object.entries(codes).map(async ([signal, code]) => {
    await once(process, signal);
    return code;
  });
  return await Promise.race(signals);
}
