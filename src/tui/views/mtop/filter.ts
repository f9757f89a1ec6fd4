import { linearRegex } from '../../../base/linear-regex.js';
import { parseBytes, parseDuration } from '../../../base/units.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';

/** Which processes the list shows. */
export interface Filter {
  /** As it was written. */
  readonly text: string;
  matches(process: ProcessView, nodes: ReadonlyMap<number, NodeView>): boolean;
}

/** A text that is no filter: what is wrong with it. */
export interface FilterProblem {
  readonly problem: string;
}

/**
 * Reads a filter: words with spaces between, all of which must be true of a process.
 * `n=3`, `home!=1`, `user=x`, `cpu>50`, `mem>=100MB` (without a unit: per cent), `st=M`,
 * `/regex/`, or a plain word that command or user contain; `!` before a term turns it round.
 * @returns undefined when nothing is written
 */
export function parseFilter(text: string): Filter | FilterProblem | undefined {
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const tests: Test[] = [];
  for (const word of words) {
    const negated = word.startsWith('!') && word.length > 1;
    const test = testOf(negated ? word.slice(1) : word);
    if (typeof test === 'string') return { problem: test };
    tests.push(negated ? (process, nodes) => !test(process, nodes) : test);
  }
  return {
    text: words.join(' '),
    matches: (process, nodes) => tests.every((test) => test(process, nodes)),
  };
}

type Test = Filter['matches'];

interface NumberKey {
  readonly names: readonly string[];
  readonly parse: (written: string) => number | undefined;
  readonly form: string;
  value(process: ProcessView, nodes: ReadonlyMap<number, NodeView>): number;
}

const COUNT: Pick<NumberKey, 'parse' | 'form'> = { parse: parseNumber, form: 'a number' };

const NUMBER_KEYS: readonly NumberKey[] = [
  { names: ['n', 'n#', 'node'], ...COUNT, value: ({ node }) => node },
  { names: ['home'], ...COUNT, value: ({ home }) => home },
  { names: ['pid'], ...COUNT, value: ({ pid }) => pid },
  { names: ['cpu'], ...COUNT, value: ({ cpuShare }) => cpuShare * 100 },
  { names: ['ni', 'nice'], ...COUNT, value: ({ nice }) => nice },
  { names: ['mig'], ...COUNT, value: ({ migrations }) => migrations },
  {
    names: ['time'],
    parse: parseDuration,
    form: 'a time such as 90s or 2h',
    value: ({ cpuSeconds }) => cpuSeconds,
  },
];

const TEXT_KEYS: Readonly<Record<string, (process: ProcessView) => string>> = {
  user: ({ user }) => user,
  cmd: ({ command }) => command,
  command: ({ command }) => command,
  st: ({ state }) => state,
  state: ({ state }) => state,
};

const KEYS = 'n home pid user cmd cpu mem time nice mig st';

/** Split at spaces, but not those within a regular expression. */
function wordsOf(text: string): readonly string[] {
  return text.match(/!?\/(?:\\.|[^/\\])*(?:\/\S*)?|\S+/g) ?? [];
}

/** @returns what is wrong with the word, when it is no test */
function testOf(word: string): Test | string {
  if (word.startsWith('/')) return regexTest(word);
  const [, key = '', operator = '', written = ''] =
    /^([a-z#]+)(!=|>=|<=|=|>|<)(.*)$/i.exec(word) ?? [];
  if (operator === '') return wordTest(word);
  if (written === '') return `${key}${operator} needs a value`;
  const name = key.toLowerCase();
  const textOf = Object.hasOwn(TEXT_KEYS, name) ? TEXT_KEYS[name] : undefined;
  if (textOf !== undefined) return textTest(name, textOf, operator, written);
  if (name === 'mem') return memoryTest(operator, written);
  const numbers = NUMBER_KEYS.find(({ names }) => names.includes(name));
  if (numbers === undefined) return `${key}: use one of ${KEYS}`;
  const wanted = numbers.parse(written.replace(/%$/, ''));
  if (wanted === undefined) return `${key} needs ${numbers.form}, not ${written}`;
  return (process, nodes) => compare(numbers.value(process, nodes), operator, wanted);
}

function regexTest(word: string): Test | string {
  const [, source = '', flags = ''] = /^\/((?:\\.|[^/\\])*)\/?(\S*)$/.exec(word) ?? [];
  const regex = linearRegex(source, { ignoresCase: flags.includes('i') });
  if ('problem' in regex) return `/${source}/ is not a regular expression: ${regex.problem}`;
  return ({ command, user }) => regex.test(command) || regex.test(user);
}

function wordTest(word: string): Test {
  const wanted = word.toLowerCase();
  return ({ command, user }) =>
    command.toLowerCase().includes(wanted) || user.toLowerCase().includes(wanted);
}

function textTest(
  name: string,
  textOf: (process: ProcessView) => string,
  operator: string,
  written: string,
): Test | string {
  if (operator !== '=' && operator !== '!=') return `${name} takes only = and !=`;
  const wanted = written.toLowerCase();
  return (process) => (textOf(process).toLowerCase() === wanted) === (operator === '=');
}

/** Bytes with a unit; without one, per cent of the node's memory. */
function memoryTest(operator: string, written: string): Test | string {
  const percent = parseNumber(written.replace(/%$/, ''));
  if (percent !== undefined) {
    return ({ residentBytes, node }, nodes) => {
      const size = nodes.get(node)?.memoryBytes ?? 0;
      return size > 0 && compare((residentBytes / size) * 100, operator, percent);
    };
  }
  const bytes = parseBytes(written);
  if (bytes === undefined) return `mem needs per cent, or bytes such as 100MB, not ${written}`;
  return ({ residentBytes }) => compare(residentBytes, operator, bytes);
}

function parseNumber(written: string): number | undefined {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : undefined;
}

function compare(value: number, operator: string, wanted: number): boolean {
  switch (operator) {
    case '>':
      return value > wanted;
    case '<':
      return value < wanted;
    case '>=':
      return value >= wanted;
    case '<=':
      return value <= wanted;
    case '!=':
      return value !== wanted;
    default:
      return value === wanted;
  }
}
