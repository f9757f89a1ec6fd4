/** The results of a run as a document. */
import { EQUIVALENT } from './equivalent.mjs';

/** @returns what became of a mistake: the word of its column */
function outcomeOf({ file, lineText, code, becomes, caught, complaint }) {
  if (caught !== undefined) return 'caught';
  if (complaint !== undefined) return 'compiler';
  const isSame = EQUIVALENT.some(
    ([where, line, from, to]) =>
      where === file && line === lineText && from === code && to === becomes,
  );
  return isSame ? 'same' : 'survived';
}

export function byRoom(mistakes) {
  const rooms = new Map();
  for (const mistake of mistakes) {
    const room = mistake.file.split('/')[0];
    rooms.set(room, [...(rooms.get(room) ?? []), mistake]);
  }
  return rooms;
}

export function rowOf(result) {
  const { file, line, code, becomes, what, caught, complaint, tests } = result;
  const change = what ?? `\`${short(code)}\` becomes \`${short(becomes)}\``;
  const nobody = tests.length === 0 ? 'no test comes there' : 'NOBODY';
  const outcome = outcomeOf(result);
  const word = { caught, compiler: `the compiler: ${complaint}`, same: 'changes nothing' }[outcome];
  return `| ${escaped(change)} | ${file}:${line} | ${escaped(word ?? nobody)} |`;
}

export function report(results, { seed, count }) {
  const byHand = results.filter(({ kind }) => kind === 'by hand');
  const drawn = results.filter(({ kind }) => kind !== 'by hand');
  const rows = [...byRoom(drawn)].sort(([a], [b]) => a.localeCompare(b));
  const survivors = results.filter((result) => outcomeOf(result) === 'survived');
  return `# Mutations

Mistakes made on purpose in \`src/\`, one at a time, and whether a test notices. Made by \`npm run mutants
-- --count ${count} --seed ${seed} --write\`: it draws so many mistakes of every room from the syntax trees
(another operator, another constant, a condition that always or never holds, a dropped statement), and
those written by hand (\`test/mutation/mutants.mjs\`) come with them. Each is tried with the tests that run
its place, but for the laws, the driven terminals and the fuzzing, which take too long. A test that does not end has
noticed. What only the compiler refuses is counted apart; \`test/mutation/equivalent.mjs\` has those that
change nothing, each with the reason. The rate is of those that change behaviour and compile.

| room | drawn | caught by tests | only by the compiler | change nothing | survive | rate |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(([room, all]) => rateRow(`\`src/${room}/\``, all)).join('\n')}
${rateRow('all', drawn)}
${rateRow('by hand', byHand)}

## Survivors

${tableOf(survivors)}

## By hand

${tableOf(byHand)}
`;
}

function rateRow(name, results) {
  const count = (word) => results.filter((result) => outcomeOf(result) === word).length;
  const [caught, compiler, same, survived] = ['caught', 'compiler', 'same', 'survived'].map(count);
  const rate =
    caught + survived === 0 ? '' : `${Math.round((100 * caught) / (caught + survived))} %`;
  return `| ${name} | ${results.length} | ${caught} | ${compiler} | ${same} | ${survived} | ${rate} |`;
}

function tableOf(results) {
  if (results.length === 0) return 'None.';
  const rows = [...results].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  return `| mistake | file | caught by |\n| --- | --- | --- |\n${rows.map(rowOf).join('\n')}`;
}

function short(code) {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}

function escaped(text) {
  return text.replaceAll('|', '\\|');
}
