import { UserError } from '../../base/user-error.js';

/** Where a policy of the user's is. */
export interface PolicySource {
  /** Its path as the user has written it. */
  readonly file: string;
  /** Its address, as stack traces have it. */
  readonly url: string;
  /** The line where one of its hooks begins; undefined: it is not known. */
  lineOf(hook: HookName): number | undefined;
}

/** What a user's policy is asked to do. */
export type HookName = 'create' | 'decide' | 'place' | 'settled';

/** A mistake of a policy's. */
export interface Fault {
  /** What it was asked; undefined: nothing. */
  readonly hook?: HookName;
  readonly what: string;
  /** What it has thrown, if that is the mistake. */
  readonly thrown?: readonly [unknown];
}

/**
 * A policy's mistake as a sentence with its file and, where it is known, the line.
 * @param thrown what it has thrown, if that is the mistake
 */
export function policyFault(source: PolicySource, { hook, what, thrown }: Fault): UserError {
  const thrownAt = thrown && lineIn(stackOf(thrown[0]), source.url);
  const line = thrownAt ?? (hook && source.lineOf(hook));
  const why = thrown === undefined ? '' : `: ${messageOf(thrown[0])}`;
  return new UserError(`policy ${locationOf(source, line)}: ${what}${why}`, 1);
}

/** `./mine.mjs:7`, or the file alone. */
export function locationOf({ file }: PolicySource, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The line of a stack trace's first call in a file, whichever time it was loaded (`?2`). */
export function lineIn(stack: string, url: string): number | undefined {
  for (let at = stack.indexOf(url); at >= 0; at = stack.indexOf(url, at + 1)) {
    const line = /^(?:\?\d+)?:(\d+)/.exec(stack.slice(at + url.length, at + url.length + 30))?.[1];
    if (line !== undefined) return Number(line);
  }
  return undefined;
}

/** What was thrown, in one line: anything can be thrown, also what cannot be looked at. */
export function messageOf(error: unknown): string {
  try {
    const message = error instanceof Error ? error.message || error.name : error;
    return typeof message === 'string' ? oneLine(message) : shown(message);
  } catch {
    return UNSPEAKABLE;
  }
}

/** A value of the policy's in one line. */
export function shown(value: unknown, hook: HookName = 'decide'): string {
  try {
    if (value instanceof Promise) return `a promise (${hook} must not be async)`;
    if (isGenerator(value)) return `a generator (${hook} must return, not yield)`;
    const plain = (_: string, field: unknown) => (typeof field === 'bigint' ? `${field}n` : field);
    return oneLine(JSON.stringify(value, plain) ?? String(value));
  } catch {
    return UNSPEAKABLE;
  }
}

function isGenerator(value: unknown): boolean {
  return /^\[object (Async)?Generator\]$/.test(Object.prototype.toString.call(value));
}

export function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack) : '';
  } catch {
    return '';
  }
}

const UNSPEAKABLE = 'something that cannot be put into words';
const MOST_CHARACTERS = 200;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}...` : line;
}
