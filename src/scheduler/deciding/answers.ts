import type { Decision, DecisionNumbers, Decisions, Move, Placement } from '../policies/policy.js';

/** What a hook of a user's policy may answer. */
export interface Answers<Answer> {
  /** A copy of an answer in plain data; undefined: it is none. */
  readonly read: (answer: unknown) => Answer | undefined;
  readonly form: string;
}

export const DECISIONS: Answers<Decisions> = {
  form: '{ move: undefined, reason } or { move: pid, to: node, reason }, its numbers being numbers, or a list of these',
  read: (answer) => (Array.isArray(answer) ? allOf(answer, decisionOf) : decisionOf(answer)),
};

export const MOVES: Answers<readonly Move[]> = {
  form: 'a list of { pid, to: node, reason }',
  read: (answer) => (Array.isArray(answer) ? allOf(answer, moveOf) : undefined),
};

export const PLACEMENT: Answers<Placement> = {
  form: '{ to: node, reason } or { to: undefined, reason }',
  read(answer) {
    if (!isObject(answer) || !hasOnly(answer, ['to'])) return undefined;
    const { to, reason } = answer;
    if (typeof reason !== 'string') return undefined;
    return to === undefined || isWhole(to) ? { to, reason } : undefined;
  },
};

/** A hook of a user's policy, as it is. */
export type Hook = (...seen: never[]) => unknown;

/** The hooks of a user's policy, or of what it has made for a run, which is their `this`. */
export interface Hooked {
  readonly self: object;
  readonly decide?: Hook | undefined;
  readonly place?: Hook | undefined;
  readonly settled?: Hook | undefined;
}

/** What `create` makes: at least one hook. */
export const HOOKS: Answers<Hooked> = {
  form: 'an object with decide, place or settled',
  read(answer) {
    if (!isObject(answer)) return undefined;
    const { decide, place, settled } = answer;
    const given = [decide, place, settled].filter((hook) => hook !== undefined);
    if (given.length === 0 || !given.every((hook) => typeof hook === 'function')) return undefined;
    return { self: answer, decide, place, settled } as Hooked;
  },
};

function decisionOf(answer: unknown): Decision | undefined {
  if (!isObject(answer) || !hasOnly(answer, ['move', 'to'])) return undefined;
  const { move, to, reason, numbers: given } = answer;
  const numbers = given === undefined ? undefined : numbersOf(given);
  if (typeof reason !== 'string' || (given !== undefined && numbers === undefined)) {
    return undefined;
  }
  const said = numbers === undefined ? { reason } : { reason, numbers };
  if (move === undefined) return { move, ...said };
  return isWhole(move) && isWhole(to) ? { move, to, ...said } : undefined;
}

function moveOf(answer: unknown): Move | undefined {
  if (!isObject(answer) || !hasOnly(answer, ['pid', 'to'])) return undefined;
  const { pid, to, reason } = answer;
  return typeof reason === 'string' && isWhole(pid) && isWhole(to)
    ? { pid, to, reason }
    : undefined;
}

/** All items of a list, or undefined: one is none. One with holes has places without an item. */
function allOf<Item>(
  list: readonly unknown[],
  read: (answer: unknown) => Item | undefined,
): readonly Item[] | undefined {
  const items: Item[] = [];
  for (const answer of list) {
    const item = read(answer);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function numbersOf(given: unknown): DecisionNumbers | undefined {
  if (!isObject(given)) return undefined;
  const numbers: Record<string, unknown> = { ...given };
  const areNumbers = Object.values(numbers).every((value) => typeof value === 'number');
  return areNumbers ? (numbers as DecisionNumbers) : undefined;
}

/** Besides why: `{ too: 2 }` would be taken for a wish to stay. */
function hasOnly(answer: object, keys: readonly string[]): boolean {
  return Object.keys(answer).every((key) => [...keys, 'reason', 'numbers'].includes(key));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
