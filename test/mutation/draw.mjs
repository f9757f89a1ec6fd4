/** Mistakes that somebody could make in a file, found in its syntax tree. */
import ts from 'typescript';

/**
 * One mistake: in `file` (from src) the text from `start` to `end` becomes `becomes`.
 * @typedef {{ file: string, start: number, end: number, code: string, becomes: string,
 *   kind: 'operator' | 'constant' | 'condition' | 'statement' | 'by hand', line: number }} Mistake
 */

const { SyntaxKind: Kind } = ts;

/** What an operator is mistaken for. */
const OPERATORS = new Map([
  [Kind.PlusToken, '-'],
  [Kind.MinusToken, '+'],
  [Kind.AsteriskToken, '/'],
  [Kind.SlashToken, '*'],
  [Kind.PercentToken, '*'],
  [Kind.LessThanToken, '<='],
  [Kind.LessThanEqualsToken, '<'],
  [Kind.GreaterThanToken, '>='],
  [Kind.GreaterThanEqualsToken, '>'],
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
  [Kind.AmpersandToken, '|'],
  [Kind.BarToken, '&'],
  [Kind.LessThanLessThanToken, '>>'],
  [Kind.GreaterThanGreaterThanGreaterThanToken, '<<'],
  [Kind.PlusEqualsToken, '-='],
  [Kind.MinusEqualsToken, '+='],
  [Kind.AsteriskEqualsToken, '/='],
  [Kind.SlashEqualsToken, '*='],
  [Kind.BarEqualsToken, '&='],
  [Kind.AmpersandEqualsToken, '|='],
]);

/** What a function of Math is mistaken for. */
const FUNCTIONS = { min: 'max', max: 'min', floor: 'ceil', ceil: 'floor', round: 'floor' };

/** All mistakes of a file, in their order. Types, assertions and texts are left alone. */
export function mistakesIn(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const mistakes = [];
  const add = (kind, node, becomes) => {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    const lineText = lines[line - 1].trim();
    const code = node.getText(tree);
    mistakes.push({ file, start, end: node.end, code, becomes, kind, line, lineText });
  };
  const visit = (node) => {
    if (isLeftAlone(node)) return;
    drawOperators(node, add);
    drawConstants(node, add);
    drawConditions(node, add);
    drawStatements(node, add);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mistakes;
}

function isLeftAlone(node) {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return true;
  }
  // An assertion that is wrong in a right program fails at once; one that is gone changes nothing.
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    return node.expression.expression.getText() === 'assert';
  }
  return false;
}

function drawOperators(node, add) {
  if (ts.isBinaryExpression(node)) {
    const becomes = OPERATORS.get(node.operatorToken.kind);
    if (becomes !== undefined && !isText(node.left) && !isText(node.right)) {
      add('operator', node.operatorToken, becomes);
    }
    if (node.operatorToken.kind === Kind.QuestionQuestionToken) {
      add('operator', node, `(${node.left.getText()})!`);
    }
  } else if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === Kind.ExclamationToken) add('operator', node, node.operand.getText());
    if (node.operator === Kind.MinusToken && !ts.isNumericLiteral(node.operand)) {
      add('operator', node, node.operand.getText());
    }
    drawStep(node, add);
  } else if (ts.isPostfixUnaryExpression(node)) {
    drawStep(node, add);
  } else if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math') {
    const becomes = FUNCTIONS[node.name.text];
    if (becomes !== undefined) add('operator', node.name, becomes);
  }
}

/** The ++ and -- of a counter. */
function drawStep(node, add) {
  const { operand, operator } = node;
  if (operator !== Kind.PlusPlusToken && operator !== Kind.MinusMinusToken) return;
  const becomes = operator === Kind.PlusPlusToken ? '--' : '++';
  const isPrefix = ts.isPrefixUnaryExpression(node);
  add('operator', node, isPrefix ? becomes + operand.getText() : operand.getText() + becomes);
}

function drawConstants(node, add) {
  if (node.kind === Kind.TrueKeyword) add('constant', node, 'false');
  if (node.kind === Kind.FalseKeyword) add('constant', node, 'true');
  if (!ts.isNumericLiteral(node)) return;
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return;
  const value = Number(node.text);
  add('constant', node, String(Number.isInteger(value) ? value + 1 : value * 2));
}

function drawConditions(node, add) {
  const condition =
    ts.isIfStatement(node) || ts.isWhileStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : undefined;
  if (condition === undefined || condition.kind === Kind.TrueKeyword) return;
  // The compiler takes no constant where it has to learn a type from the condition.
  add('condition', condition, 'Boolean(0)');
  if (!ts.isWhileStatement(node)) add('condition', condition, 'Boolean(1)');
}

function drawStatements(node, add) {
  const isDropped =
    ts.isExpressionStatement(node) ||
    ts.isContinueStatement(node) ||
    (ts.isBreakStatement(node) && !ts.isCaseClause(node.parent)) ||
    (ts.isReturnStatement(node) && node.expression === undefined);
  if (!isDropped || node.getText().startsWith('super(')) return;
  // The compiler takes no empty statement after a condition.
  add('statement', node, ts.isIfStatement(node.parent) ? '{}' : ';');
}

function isText(node) {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}
