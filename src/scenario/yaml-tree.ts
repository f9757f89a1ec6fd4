import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLParseError,
} from 'yaml';
import type { Position, Report } from './problem.js';

/** A value of a YAML file that knows where it stands. */
export type Value = Scalar | List | Mapping;

export interface Scalar extends Position {
  readonly kind: 'scalar';
  /** Text, number, boolean, null, or something only YAML 1.1 knows. */
  readonly value: unknown;
}

export interface List extends Position {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface Mapping extends Position {
  readonly kind: 'map';
  readonly entries: readonly Pair[];
}

export interface Pair extends Position {
  readonly key: string;
  readonly value: Value;
}

/**
 * Reads YAML text as far as it can be read.
 * @returns the tree, and the line from which on it cannot be trusted because of a mistake in the
 *   YAML itself (Infinity: there is none)
 */
export function readYaml(text: string, report: Report): { root: Value; brokenLine: number } {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lineCounter.linePos(offset).line);
  let brokenLine = Number.POSITIVE_INFINITY;
  const said = new Set<string>();
  const broken: Report = (position, message) => {
    brokenLine = Math.min(brokenLine, position.line);
    // That it is nested too deeply may be found by the parser, and again in its tree.
    const sentence = `${position.line} ${position.path} ${message}`;
    if (!said.has(sentence)) report(position, `YAML: ${message}`);
    said.add(sentence);
  };
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    for (const error of distinct(document.errors)) {
      const position = { line: lineAt(error.pos[0]), path: '' };
      // A key written twice leaves no doubt about the rest of the file.
      if (error.code !== 'DUPLICATE_KEY') broken(position, OUR_WORDS[error.code] ?? error.message);
      else report(position, `YAML: the key ${keyAt(text, error.pos[0])} appears twice in this map`);
    }
    const root = toValue(document.contents, { line: 1, path: '' }, lineAt, broken);
    return { root, brokenLine };
  } catch (error) {
    // Reading the tree is recursive: only nesting deeper than the stack makes it throw.
    if (!(error instanceof RangeError)) throw error;
    broken({ line: 1, path: '' }, TOO_DEEP);
    return { root: { kind: 'scalar', value: null, line: 1, path: '' }, brokenLine };
  }
}

const TOO_DEEP = 'nested too deeply';

/** What the parser would say to a programmer. */
const OUR_WORDS: Partial<Record<YAMLParseError['code'], string>> = {
  RESOURCE_EXHAUSTION: TOO_DEEP,
  MULTIPLE_DOCS: 'a scenario is one document: what follows the line --- belongs in another file',
};

/** The key that begins at an offset, as it is written. */
function keyAt(text: string, offset: number): string {
  const [written = ''] =
    /^("[^"\n]*"|'[^'\n]*'|[^:,{}\n]*)/.exec(text.slice(offset, offset + 60)) ?? [];
  return written.trim();
}

/** A mistake that the parser finds again at every level is one mistake. */
function distinct(errors: readonly YAMLParseError[]): readonly YAMLParseError[] {
  const byWords = new Map(errors.map((error) => [`${error.pos[0]} ${error.message}`, error]));
  return [...byWords.values()];
}

/** @param position where a value stands that has no place of its own, because it is empty */
function toValue(
  node: unknown,
  position: Position,
  lineAt: (offset: number) => number,
  broken: Report,
): Value {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  const line = range ? lineAt(range[0]!) : position.line;
  const { path } = position;
  if (isAlias(node)) {
    broken({ line, path }, 'aliases (*name) are not supported: write the value out');
    return { kind: 'scalar', value: null, line, path };
  }
  if (isSeq(node)) {
    const items = node.items.map((item, index) =>
      toValue(item, { line, path: `${path}[${index}]` }, lineAt, broken),
    );
    return { kind: 'list', items, line, path };
  }
  if (isMap(node)) {
    const entries = node.items.map((pair): Pair => {
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      const keyPosition = {
        line: isScalar(pair.key) && pair.key.range ? lineAt(pair.key.range[0]) : line,
        path: joinPath(path, key),
      };
      return { key, ...keyPosition, value: toValue(pair.value, keyPosition, lineAt, broken) };
    });
    return { kind: 'map', entries, line, path };
  }
  return { kind: 'scalar', value: isScalar(node) ? node.value : null, line, path };
}

function joinPath(path: string, key: string): string {
  const short = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return path === '' ? short : `${path}.${short}`;
}
