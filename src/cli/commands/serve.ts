import { once } from 'node:events';
import type { MetricsAddress } from '../../control/metrics-server.js';
import { openScenario, type SessionOptions } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { print } from '../output.js';
import { END_SIGNALS } from '../running/drive.js';
import { Listening, socketName } from '../sharing/listening.js';

export interface ServeOptions extends SessionOptions {
  /** Virtual seconds per second. */
  readonly rate: number;
  /** What it is called; default: as its scenario. */
  readonly name?: string;
  /** Where figures are served to Prometheus. */
  readonly metrics?: MetricsAddress;
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
  { rate, name, metrics, policyTimeout, ...flags }: ServeOptions,
): Promise<number> {
  const scenario = openScenario(scenarioName, flags);
  const called = name ?? socketName(scenario.name);
  const session = await openSession(scenario, { measures: true, policyTimeout });
  const listening = new Listening(session, { nodes: session.nodes });
  const path = await listening.begin(called, { isOnly: true });
  // It serves until then.
  const time = listening.session.beginTime({
    ...{ rate, framesPerSecond: STEPS_PER_SECOND, onFrame: () => {} },
  });
  const figures = metrics && (await listening.measure(metrics));
  const interruption = interrupted();
  print(`${called} runs; its socket is ${path}\n`);
  if (figures !== undefined) print(`its figures are at ${figures}\n`);
  try {
    return await interruption;
  } finally {
    time.pause();
    listening.close();
  }
}

/** Waits for a signal. @returns the exit code that shells give it */
async function interrupted(): Promise<number> {
  const signals = Object.entries(END_SIGNALS).map(async ([signal, code]) => {
    await once(process, signal);
    return code;
  });
  return await Promise.race(signals);
}
