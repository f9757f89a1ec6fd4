import { type Later, whenKnown } from '../base/later.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import { readQuestion } from '../cluster/facts/question.js';
import type { Clockwork, Past } from '../session/session.js';
import type { Service } from './service.js';
import { COLUMNS, PROTOCOL } from './wire.js';

/** Somebody who asks, as the methods know him. */
export interface Client {
  /** As it stands in events: `ana:attach#3`. */
  readonly name: string;
  readonly isReadOnly: boolean;
  introduce(name: string, isReadOnly: boolean): void;
  /** It changes something, and is to see at once what has become of that. */
  change(): void;
  /** @returns the number of the first event that is told */
  subscribe(wanted: { readonly events: boolean; readonly views: boolean }): number;
}

/** What can be asked of a running cluster from outside: a function for each name. */
export type Methods = Readonly<Record<string, (params: unknown, client: Client) => Later<unknown>>>;

/** Reads a command as it stands in a timeline. @throws Error that says what is wrong with it */
export type ReadCommand = (written: unknown) => Command;

/** The methods of a service. Those that are given something wrong throw a `BadParameters`. */
export function methodsOf(service: Service, readCommand: ReadCommand): Methods {
  return { ...asking(service), ...commanding(service, readCommand), ...listening };
}

/** What was asked for cannot be meant: JSON-RPC's error -32602. */
export class BadParameters extends Error {}

/** What is asked changes nothing. */
function asking(service: Service): Methods {
  return {
    info: () => {
      const { session } = service;
      return { ...session.info, now: session.view().now, over: session.over };
    },
    view: () => {
      const view = service.session.view();
      const { now, totals } = view;
      return { at: now, totals, nodes: view.nodes(), processes: view.processes() };
    },
    ask: (question) => {
      const { words, on } = fieldsOf(question);
      if (!isTexts(words)) throw new BadParameters('words must be a list of texts');
      if (on !== undefined && !isWhole(on)) throw new BadParameters('on must be an N#');
      const asked = readQuestion(words);
      if (typeof asked === 'string') throw new BadParameters(asked);
      return service.session.ask({ ...asked, on });
    },
    explain: (which) => orNull(service.session.explain(wholeOf(which, 'pid'))),
    forecast: (which) => service.session.forecast(wholeOf(which, 'pid')),
    decision: (which) => orNull(service.session.lastDecision(wholeOf(which, 'node'))),
    heard: (which) => service.session.heard(wholeOf(which, 'node')),
    messages: (which) => service.session.messages(positiveOf(which, 'seconds')),
  };
}

/** What changes the cluster, or its time. */
function commanding(service: Service, readCommand: ReadCommand): Methods {
  const done = <T>(answer: T): T => {
    service.session.refresh();
    return answer;
  };
  return {
    send: (written, client): Later<Answer> => {
      mayChange(service, client);
      return whenKnown(service.session.sendAs(client.name, readCommand(written)), done);
    },
    time: (wanted, client) => {
      const { paused, rate } = fieldsOf(wanted);
      if (paused === undefined && rate === undefined) return timeOf(service);
      mayChange(service, client);
      const time = clockworkOf(service);
      if (paused !== undefined && typeof paused !== 'boolean') {
        throw new BadParameters('paused must be true or false');
      }
      if (rate !== undefined) time.rate = positiveOf(wanted, 'rate');
      if (paused === true) time.pause();
      if (paused === false) time.play();
      return done(timeOf(service));
    },
    step: (wanted, client) => {
      mayChange(service, client);
      clockworkOf(service).step(positiveOf(wanted, 'seconds'));
      return timeOf(service);
    },
    seek: (wanted, client) => {
      const { seconds } = fieldsOf(wanted);
      // JSON has no number for the present.
      const goal = seconds === null ? Number.POSITIVE_INFINITY : seconds;
      if (typeof goal !== 'number' || Number.isNaN(goal)) {
        throw new BadParameters('seconds must be a number, or null for the present');
      }
      return travel(service, client, (past) => past.seek(goal), done);
    },
    branch: (wanted, client) => {
      const branch = wholeOf(wanted, 'branch');
      return travel(service, client, (past) => past.switchTo(branch), done);
    },
  };
}

/** Who asks, and what he is to be told unasked. */
const listening: Methods = {
  hello: (who, client) => {
    const { name, readonly: isReadOnly = false } = fieldsOf(who);
    if (typeof name !== 'string' || !/^[\w.:@-]{1,60}$/.test(name)) {
      throw new BadParameters('name must be 1 to 60 letters, digits or . : @ _ -');
    }
    if (typeof isReadOnly !== 'boolean') throw new BadParameters('readonly must be true or false');
    client.introduce(name, isReadOnly);
    return { you: client.name, protocol: PROTOCOL, columns: COLUMNS };
  },
  subscribe: (wanted, client) => {
    const { events = false, views = false } = fieldsOf(wanted);
    if (typeof events !== 'boolean' || typeof views !== 'boolean') {
      throw new BadParameters('events and views must be true or false');
    }
    return { next: client.subscribe({ events, views }) };
  },
};

function travel(
  service: Service,
  client: Client,
  go: (past: Past) => Later<void>,
  done: <T>(answer: T) => T,
): Later<object> {
  mayChange(service, client);
  const { past } = service.session;
  if (past === undefined) throw new BadParameters('nothing is kept of the past of this cluster');
  service.session.time?.pause();
  return whenKnown(go(past), () => {
    // From there it is to go on.
    service.session.time?.pause();
    return done({ now: service.session.view().now });
  });
}

function mayChange({ isReadOnly }: Service, client: Client): void {
  if (isReadOnly || client.isReadOnly) throw new BadParameters('read-only: nothing can be changed');
  client.change();
}

function timeOf({ session: { time } }: Service): object {
  return { paused: time?.paused ?? true, rate: time?.rate ?? 1 };
}

function clockworkOf({ session: { time } }: Service): Clockwork {
  if (time === undefined) throw new BadParameters('its time has not begun');
  return time;
}

function orNull(answer: Later<unknown>): Later<unknown> {
  return whenKnown(answer, (known) => known ?? null);
}

function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new BadParameters('the parameters must be an object');
  }
  return given as Readonly<Record<string, unknown>>;
}

function wholeOf(given: unknown, key: string): number {
  const value = fieldsOf(given)[key];
  if (!isWhole(value)) throw new BadParameters(`${key} must be a number`);
  return value;
}

function positiveOf(given: unknown, key: string): number {
  const value = fieldsOf(given)[key];
  const isInRange = typeof value === 'number' && value > 0 && value <= MOST;
  if (!isInRange) throw new BadParameters(`${key} must be a number above 0, at most ${MOST}`);
  return value;
}

/** A year of seconds, and a rate at which nothing could be seen. */
const MOST = 1e8;

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}
