/**
 * Makes mistakes on purpose, one at a time, in a copy, and says which test catches each. They are
 * drawn from the syntax trees of all rooms, with a seed; those written by hand (mutants.mjs) come
 * with them. What nobody catches needs a test, or the line is not needed. See docs/mutations.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SplitMix64 } from '../bench/splitmix64.mjs';
import { Compiler } from './compiler.mjs';
import { sourcesOf } from './copy.mjs';
import { mistakesIn } from './draw.mjs';
import { MUTANTS } from './mutants.mjs';
import { byRoom, report, rowOf } from './report.mjs';
import { findTests, tryMistakes } from './trials.mjs';

const root = resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Drawn mistakes of a room. */
    count: { type: 'string', default: '20' },
    /** Only in files whose path from src begins so. */
    in: { type: 'string', default: '' },
    /**
     * Only by the tests of a mistake's own room, and none by hand: quick, and at least so many are
     * caught.
     */
    near: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    /**
     * The file of an earlier run's results: those that survived are tried again, the rest is kept.
     */
    again: { type: 'string' },
    /** Where the results go, as JSON. */
    results: { type: 'string' },
    /** Writes docs/mutations.md. */
    write: { type: 'boolean', default: false },
  },
});

const sources = new Map(
  sourcesOf(root)
    .filter((file) => file.startsWith(options.in))
    .map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')]),
);
const earlier = options.again === undefined ? [] : JSON.parse(readFileSync(options.again, 'utf8'));
const isDone = ({ caught, complaint }) => (caught ?? complaint) !== undefined;
const results = earlier.filter(isDone);
const anew = () => [...(options.near ? [] : byHand()), ...drawn()];
const chosen = options.again === undefined ? anew() : survivorsOf(earlier);
const mistakes = await findTests(root, chosen, options.near, console.log);
const compiler = new Compiler(root);
await tryMistakes(root, mistakes, Number(options.jobs), (mistake, caught) => {
  const complaint = caught === undefined ? compiler.complaint(mistake) : undefined;
  const result = { ...mistake, caught, complaint };
  results.push(result);
  console.log(rowOf(result));
  if (options.results !== undefined) writeFileSync(options.results, JSON.stringify(results));
});
const text = report(results, options);
console.log(`\n${text}`);
if (options.write) writeFileSync(join(root, 'docs/mutations.md'), text);

/** Some of every room, each equally likely. */
function drawn() {
  const rooms = byRoom([...sources.keys()].map((file) => ({ file })));
  return [...rooms].flatMap(([room, files]) => {
    // Each room draws by itself: what is drawn in one does not depend on the others.
    const name = [...room].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 0);
    const random = new SplitMix64(1e6 * Number(options.seed) + (name % 1e6));
    const all = files.flatMap(({ file }) => mistakesIn(file, sources.get(file)));
    const keyed = all.map((mistake) => [random.unit(), mistake]).sort(([a], [b]) => a - b);
    return keyed.slice(0, Number(options.count)).map(([, mistake]) => mistake);
  });
}

function byHand() {
  const there = MUTANTS.filter(([, file]) => sources.has(file));
  return there.map(([what, file, code, becomes]) => {
    const text = sources.get(file);
    const start = text.indexOf(code);
    if (start < 0 || text.indexOf(code, start + 1) >= 0) {
      throw new Error(`${file}: not there once: ${code}`);
    }
    const line = text.slice(0, start).split('\n').length;
    const kind = 'by hand';
    return { file, start, end: start + code.length, code, becomes, kind, line, what };
  });
}

/** What nobody caught, where it is now; what is not there any more is left out. */
function survivorsOf(earlier) {
  return earlier
    .filter((result) => !isDone(result))
    .flatMap(({ file, code, becomes, lineText }) => {
      const now = sources.has(file) ? mistakesIn(file, sources.get(file)) : [];
      const isIt = (one) =>
        one.code === code && one.becomes === becomes && one.lineText === lineText;
      return now.filter(isIt).slice(0, 1);
    });
}
