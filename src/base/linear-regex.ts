import { createRequire } from 'node:module';

/**
 * RE2 takes as long to read as half the dashboard, and most of its users filter by plain words: it is
 * read when the first regular expression is, at once, since what is typed is judged at every key.
 */
type Re2 = typeof import('re2js');
const load = createRequire(import.meta.url);
let re2: Re2 | undefined;

/** A regular expression. */
export interface LinearRegex {
  /** Whether it is found in a text. */
  test(text: string): boolean;
}

/** A text that is no regular expression: what is wrong with it. */
export interface RegexProblem {
  readonly problem: string;
}

/**
 * Reads a regular expression that looks at a text in a time that grows with its length only (RE2):
 * none hangs the program, as (a+)+$ hangs a backtracking one. Look-around and back references are
 * not in its language.
 */
export function linearRegex(
  source: string,
  { ignoresCase }: { readonly ignoresCase: boolean },
): LinearRegex | RegexProblem {
  re2 ??= load('#re2js') as Re2;
  const { RE2JS } = re2;
  let regex: InstanceType<Re2['RE2JS']>;
  try {
    const flags = ignoresCase ? RE2JS.CASE_INSENSITIVE : 0;
    regex = RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: message.replace(/^error parsing regexp: /, '') };
  }
  // Few texts of a list differ, and they are looked at again in every frame.
  const answers = new Map<string, boolean>();
  return {
    test(text) {
      const known = answers.get(text);
      if (known !== undefined) return known;
      if (answers.size === MOST_ANSWERS) answers.clear();
      const answer = regex.test(text);
      answers.set(text, answer);
      return answer;
    },
  };
}

const MOST_ANSWERS = 10_000;
