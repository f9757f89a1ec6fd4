import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { functionLine } from '../../src/cli/policies/function-line.js';
import { loadPolicy } from '../../src/cli/policies/load-policy.js';
import { ownPolicyOf } from '../../src/cli/policies/own-parts.js';
import { filesOfPolicy } from '../../src/cli/policies/policy-imports.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const decide = () => ({ move: undefined, reason: '-' });
const RIGHT = { name: 'mine', about: 'of my own', scope: 'node', decide };

describe('what a module exports is a policy', () => {
  it('with all its parts, and nothing where it has none', () => {
    expect(ownPolicyOf(RIGHT, 'm.mjs')).toEqual({
      ...{ ...RIGHT, self: RIGHT, parameters: undefined, clairvoyant: undefined },
      ...{ create: undefined, place: undefined, settled: undefined },
    });
    const whole = { ...RIGHT, clairvoyant: true, parameters: { a: 1, b: 'x', c: false } };
    expect(ownPolicyOf(whole, 'm.mjs')).toMatchObject({
      ...{ clairvoyant: true, parameters: { a: 1, b: 'x', c: false } },
    });
    const { about, ...unsaid } = RIGHT;
    expect([about, ownPolicyOf(unsaid, 'm.mjs').about]).toEqual(['of my own', '']);
  });

  it.each(['decide', 'place', 'settled', 'create'])('by any of its functions: %s', (hook) => {
    const policy = { name: 'mine', scope: 'cluster', [hook]: decide };
    expect(ownPolicyOf(policy, 'm.mjs')).toMatchObject({ scope: 'cluster', [hook]: decide });
  });

  const WRONG: readonly (readonly [exported: unknown, sentence: string])[] = [
    [undefined, 'its default export must be an object { name, about, scope, decide }'],
    [null, 'its default export must be an object { name, about, scope, decide }'],
    [decide, 'its default export must be an object { name, about, scope, decide }'],
    [{ ...RIGHT, name: '' }, 'name must be text'],
    [{ ...RIGHT, name: 7 }, 'name must be text'],
    [
      { ...RIGHT, name: 'openmosix' },
      'the name openmosix belongs to a policy of mtop-sim; use another one',
    ],
    [{ ...RIGHT, about: 7 }, 'about must be text'],
    [{ ...RIGHT, scope: 'process' }, 'scope must be "node" or "cluster"'],
    [{ ...RIGHT, clairvoyant: 1 }, 'clairvoyant must be true or false'],
    ...[7, null, [1], { a: undefined }, { a: {} }].map((parameters): [unknown, string] => [
      { ...RIGHT, parameters },
      'parameters must be an object of numbers, texts and booleans, their usual values',
    ]),
    [{ ...RIGHT, decide: 7 }, 'decide must be a function'],
    [{ ...RIGHT, place: null }, 'place must be a function'],
    [{ ...RIGHT, decide: undefined }, 'decide must be a function, or place, settled or create'],
    ...['decide', 'place', 'settled'].map((hook): [unknown, string] => [
      { name: 'mine', scope: 'node', create: decide, [hook]: decide },
      'create makes decide, place and settled: it must not have them beside it',
    ]),
  ];

  it.each(WRONG)('or is none: %j', (exported, sentence) => {
    const read = () => ownPolicyOf(exported, 'm.mjs');
    expect(read).toThrow(UserError);
    expect(read).toThrow(`policy m.mjs: ${sentence}`);
  });
});

describe('a policy by its name', () => {
  const load = (policy: string, policyParameters = {}) =>
    loadPolicy({ policy, policyParameters }, 1);

  it('has the parameters that are set, and the usual ones', async () => {
    expect((await load('power-of-d')).parameters).toMatchObject({ d: 2 });
    expect((await load('power-of-d', { d: 3 })).parameters).toMatchObject({ d: 3 });
  });

  it.each([
    ['power-of-d', { e: 3 }, /^policy power-of-d: there is no parameter e: it has .*d/],
    ['power-of-d', { d: 'x' }, /^policy power-of-d: d must be a number, such as 2$/],
    ['none', { d: 1 }, /^policy none: there is no parameter d: it has none$/],
    ['nobody', {}, /^there is no policy "nobody": use one of .*none.* or the path of a module/],
  ])('is refused with what it has: %s %j', async (name, parameters, sentence) => {
    await expect(load(name, parameters)).rejects.toThrow(sentence);
  });
});

describe('the files of a policy', () => {
  it('are its module and what that imports by relative names, each once', () => {
    const folder = temporaryFolder({
      'm.mjs': `import a from './b.mjs'; export * from "./a.mjs"; const c = await import('./c.mjs');
        import 'node:fs'; import x from 'package'; const d = require('./d.cjs'); import './none.mjs';`,
      'a.mjs': `import './m.mjs';`,
      'b.mjs': `import'./a.mjs'`,
      'c.mjs': `import '../x-of-nobody.mjs'`,
      'd.cjs': '',
      'e.mjs': '',
    });
    const files = ['m.mjs', 'a.mjs', 'b.mjs', 'c.mjs', 'd.cjs'].map((name) => join(folder, name));
    expect(filesOfPolicy(join(folder, 'm.mjs'))).toEqual(files);
    expect(filesOfPolicy(join(folder, 'nothing.mjs'))).toEqual([join(folder, 'nothing.mjs')]);
  });
});

it('the line of a function is where it begins in its file, and nothing else has one', () => {
  const texts = ['\n\n(() => 1)', '(function () {\n})'];
  // biome-ignore lint/security/noGlobalEval: its place in a text is what is asked for
  const [third, first] = texts.map((text) => eval(text));
  expect([functionLine(third), functionLine(first)]).toEqual([3, 1]);
  for (const other of [undefined, 7, {}, 'x']) expect(functionLine(other)).toBeUndefined();
});
