/**
 * Many mistakes in one text, each behind a switch: the program is read once, and a test is run with
 * one mistake after the other. Reading it anew for each takes longer than most tests.
 */
import ts from 'typescript';

/** What holds the number of the mistake that is made; 0: none. */
export const SWITCH = 'globalThis.mistakeMade';

/**
 * @param numbered the mistakes of a file, each with its `number`
 * @returns the text with all that can be switched, and the numbers of those
 */
export function withSwitches(file, text, numbered) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const places = numbered
    .map((mistake) => placeOf(tree, mistake))
    .filter((place) => place !== undefined)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const switched = places.map(({ number }) => number);
  return { text: rendered(text, 0, text.length, places), switched };
}

/** The text from `start` to `end`, with the switches at some places in it, also within each other. */
function rendered(text, start, end, places) {
  if (places.length === 0) return text.slice(start, end);
  const [first, ...others] = places;
  const within = others.filter((place) => place.end <= first.end);
  const after = others.filter((place) => place.end > first.end);
  const right = rendered(text, first.start, first.end, within);
  const rest = rendered(text, first.end, end, after);
  return text.slice(start, first.start) + first.switched(right) + rest;
}

/**
 * The expression or statement around a mistake, and what it is with its switch; undefined: it runs
 * when it is read.
 */
function placeOf(tree, { start, end, number, becomes, kind }) {
  const isMade = `${SWITCH} === ${number}`;
  const node = kind === 'by hand' ? nodeAround(tree, start, end) : nodeAt(tree, start, end);
  if (node === undefined || !isInFunction(node)) return undefined;
  if (kind === 'statement') {
    return { start, end, number, switched: (right) => `{ if (!(${isMade})) ${right} }` };
  }
  const [whole, wrong] =
    kind === 'by hand' ? withText(node, tree, start, end, becomes) : wholeOf(node, becomes, tree);
  const switched = ts.isExpression(whole)
    ? (right) => `(${isMade} ? (${wrong}) : (${right}))`
    : (right) => `{ if (${isMade}) { ${wrong} } else { ${right} } }`;
  return { start: whole.getStart(tree), end: whole.end, number, switched };
}

function withText(node, tree, start, end, becomes) {
  const text = tree.text;
  return [node, text.slice(node.getStart(tree), start) + becomes + text.slice(end, node.end)];
}

/** The innermost expression, or statement that declares nothing for others, around a text. */
function nodeAround(tree, start, end) {
  let found;
  const visit = (node) => {
    if (node.getStart(tree) > start || node.end < end) return;
    const isWhole = ts.isStatement(node) && !isDeclaring(node);
    if (isWhole || (ts.isExpression(node) && !ts.isIdentifier(node))) found = node;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isDeclaring(node) {
  return ts.isVariableStatement(node) || ts.isFunctionDeclaration(node) || ts.isClassLike(node);
}

/** An operator by itself is no expression, nor is the name of a function. */
/** @param {ts.Node} node */
function wholeOf(node, becomes, tree) {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken === node) {
    const [left, right] = [parent.left.getText(tree), parent.right.getText(tree)];
    return [parent, `${left} ${becomes} ${right}`];
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return [parent, `${parent.expression.getText(tree)}.${becomes}`];
  }
  return [node, becomes];
}

/** @returns {ts.Node | undefined} */
function nodeAt(tree, start, end) {
  let found;
  const visit = (node) => {
    if (node.getStart(tree) === start && node.end === end) found = node;
    if (node.pos <= start && node.end >= end) ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** A field is set whenever an object is made. */
/** @param {ts.Node} node */
function isInFunction(node) {
  for (let one = node.parent; one !== undefined; one = one.parent) {
    if (ts.isFunctionLike(one)) return true;
    if (ts.isPropertyDeclaration(one)) {
      return !one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    }
  }
  return false;
}

/**
 * A test file in which all tests are run once without a mistake, once with each that is not caught
 * yet, and, if one was caught here, once without again: what fails then says nothing. A mistake
 * that is caught is not tried again.
 */
export function testWithSwitches(text, name, numbers) {
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const imports = tree.statements.filter(ts.isImportDeclaration);
  const lastImport = imports.at(-1)?.end ?? 0;
  return `${text.slice(0, lastImport)}
import { afterAll as afterAll__, afterEach as afterEach__, beforeAll as beforeAll__,
  beforeEach as beforeEach__, describe as describe__, it as it__ } from 'vitest';
const isCaught__ = (number) => globalThis.mistakesCaught.has(number);
const rest__ = ${JSON.stringify(numbers)}.filter((number) => !isCaught__(number));
const isOver__ = (number) => number < 0 ? !rest__.some(isCaught__) : isCaught__(number);
if (rest__.length === 0) it__.skip('all are caught', () => {});
for (const number__ of rest__.length === 0 ? [] : [0, ...rest__, -1]) describe__('#' + number__, () => {
  globalThis.makeMistake(number__, ${JSON.stringify(name)});
  beforeAll__(() => globalThis.makeMistake(number__, ${JSON.stringify(name)}));
  beforeEach__((context) => { if (isOver__(number__)) context.skip(); });
  afterEach__(({ task }) => {
    if (number__ > 0 && task.result?.state === 'fail') globalThis.mistakesCaught.add(number__);
  });
  try {
    (() => {
${text.slice(lastImport)}
    })();
  } catch (error) {
    it__('can be read', () => { throw error; });
  }
});
afterAll__(() => globalThis.makeMistake(0, ''));
`;
}

/**
 * Read first by the process of the tests, and by each that they begin: makes the mistake that is
 * asked for, and writes down which it is.
 */
export function switchModule(log) {
  return `import { writeFileSync } from 'node:fs';
globalThis.mistakesCaught = new Set();
globalThis.mistakeMade = Number(process.env.MISTAKE_MADE ?? 0);
globalThis.makeMistake = (number, name) => {
  globalThis.mistakeMade = number;
  process.env.MISTAKE_MADE = String(number);
  writeFileSync(${JSON.stringify(log)}, number + ' ' + name);
};
`;
}
