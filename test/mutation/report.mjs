/** The results of a run as a document. */
import { EQUIVALENT } from './equivalent.mjs';

/** @returns what became of a mistake: the word of its column */
export function outcomeOf({ file, lineText, code, becomes, caught, complaint, isMended, isGone }) {
  if (isGone) return 'gone';
  if (caught !== undefined) return isMended ? 'mended' : 'caught';
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
  const words = {
    ...{ caught, mended: caught, compiler: `the compiler: ${complaint}` },
    ...{ same: 'changes nothing', gone: 'the line has gone' },
  };
  const word = words[outcome];
  return `| ${escaped(change)} | ${file}:${line} | ${escaped(word ?? nobody)} |`;
}

export function report(results) {
  const byHand = results.filter(({ kind }) => kind === 'by hand');
  const drawn = results.filter(({ kind }) => kind !== 'by hand');
  const of = (...words) => drawn.filter((result) => words.includes(outcomeOf(result)));
  const seeds = [...new Set(drawn.map(({ seed }) => seed))];
  return `# Mutations

Mistakes made on purpose in \`src/\`, one at a time, and whether a test notices. \`npm run mutants
-- --seed ${seeds.at(-1)}\` draws some of every room from the syntax trees (another operator, another constant, a
condition that always or never holds, a dropped statement), and tries those written by hand
(\`test/mutation/mutants.mjs\`) with them. Those that the compiler refuses are not tried. Each is tried with
the tests that come to its place or its file, but for the laws, the driven terminals, the house and the fuzzing.
A test that does not end has noticed. With \`--nearest 25\`, as below, only the 25 test files are run that are the
fewest imports away: all tests catch at least so many.

The rate is of those that change behaviour, by the tests that were there when they were drawn. What got past
them then got a test, or its line went, or \`test/mutation/equivalent.mjs\` says why it changes nothing.

${seeds.map((seed) => seedTable(seed, drawn)).join('\n\n')}

## Survivors

${tableOf(of('survived'))}

## Caught by tests that were written for them

${tableOf(of('mended', 'gone'))}

## By hand

${tableOf(byHand)}
`;
}

function seedTable(seed, drawn) {
  const ofSeed = drawn.filter((result) => result.seed === seed);
  const rows = [...byRoom(ofSeed)].sort(([a], [b]) => a.localeCompare(b));
  return `## Seed ${seed}

| room | tried | change nothing | caught at first | caught by new tests | line has gone | survive | rate at first | refused by the compiler |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(([room, all]) => rateRow(`\`src/${room}/\``, all)).join('\n')}
${rateRow('all', ofSeed)}`;
}

function rateRow(name, results) {
  const count = (...words) => results.filter((result) => words.includes(outcomeOf(result))).length;
  const caught = count('caught');
  const passed = count('mended', 'gone', 'survived');
  const rate = caught + passed === 0 ? '' : `${Math.round((100 * caught) / (caught + passed))} %`;
  const figures = [
    ...[caught + passed + count('same'), count('same'), caught, count('mended'), count('gone')],
    ...[count('survived'), rate, count('compiler')],
  ];
  return `| ${[name, ...figures].join(' | ')} |`;
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
