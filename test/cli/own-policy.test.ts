import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop, mtopSignalled } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** The outcome of a run under a policy of the user's. */
function runUnder(text: string, words: readonly string[] = []) {
  return mtop(['run', 'two-nodes', '--json', '--policy', written(text), ...words]);
}

function written(text: string): string {
  return join(temporaryFolder({ 'mine.mjs': text }), 'mine.mjs');
}

/** A module whose `decide`, on line 3, does something on line 4. */
function deciding(what: string, scope = 'node'): string {
  return `const STAY = { move: undefined, reason: 'r' };
export default { name: 'mine', scope: '${scope}',
  decide(s) {
    ${what}
  },
};`;
}

describe('a policy of the user', () => {
  it('decides for a node', () => {
    const { status, stdout } = runUnder(`export default {
      name: 'mine', about: 'the first to the idlest', scope: 'node',
      decide({ own, known, candidates }) {
        const idle = known.find((entry) => entry.load === 0 && own.runnable > 1);
        if (!idle) return { move: undefined, reason: 'nobody is idle' };
        return { move: candidates()[0].pid, to: idle.node, reason: 'idle' };
      },
    };`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ policy: 'mine', migrations: 1 });
  });

  it('decides for the cluster', () => {
    const { status, stdout } = runUnder(`export default {
      name: 'central', scope: 'cluster',
      decide({ nodes: [a, b] }) {
        return a.runnable - b.runnable > 1
          ? [{ pid: a.candidates()[0].pid, to: b.node, reason: 'even' }] : [];
      },
    };`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ policy: 'central', migrations: 1 });
  });

  it.each([
    ['export default 1;', 2, 'default export must be an object'],
    ['export const policy = {};', 2, 'default export must be an object'],
    ['export default { scope: "node", decide() {} };', 2, 'name must be text'],
    ['export default { name: "a", scope: "all", decide() {} };', 2, 'scope must be "node"'],
    ['export default { name: "a", scope: "node" };', 2, 'decide must be a function'],
    ['export default {', 2, 'cannot be loaded'],
    ['export default { name: "a", scope: "node", decide() {} };', 1, 'got undefined'],
    ['export default { name: "a", scope: "node", async decide() {} };', 1, 'must not be async'],
    ['export default { name: "a", scope: "cluster", decide: () => 1 };', 1, 'a list of'],
    [
      'export default { name: "a", scope: "node", decide() { oops(); } };',
      1,
      'mjs:1: decide failed: oops is not',
    ],
    [
      'export default { name: "a", scope: "node", decide: () => ({ reason: "r", numbers: { load: "" } }) };',
      1,
      'its numbers being numbers',
    ],
  ])('is refused with a sentence: %s', (text, exitCode, sentence) => {
    const { status, stderr } = runUnder(text);
    expect(stderr).toMatch(/^mtop-sim: policy .*mine\.mjs/);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(exitCode);
  });

  it.each([
    // Where the policy throws, that line is told; where its answer is wrong, that of `decide`.
    ['throw new Error("boom");', 4, 'decide failed: boom'],
    ['throw "words";', 3, 'decide failed: words'],
    ['throw Object.create(null);', 3, 'decide failed: {}'],
    ['throw undefined;', 3, 'decide failed: undefined'],
    ['throw new Proxy({}, { getPrototypeOf() { throw 1; } });', 3, 'cannot be put into words'],
    ['const again = () => again(); again();', 4, 'Maximum call stack size exceeded'],
    ['return { move: 1n, reason: "r" };', 3, 'got {"move":"1n","reason":"r"}'],
    ['const round = {}; round.round = round; return round;', 3, 'got something that cannot be put'],
    ['return { toJSON() { throw new Error("j"); } };', 3, 'got something that cannot be put'],
    ['return { get reason() { throw new Error("got"); } };', 4, 'decide failed: got'],
    ['return new Proxy({}, { get() { throw new Error("trap"); } });', 4, 'decide failed: trap'],
    ['return new Proxy({}, { get() { return 1n; } });', 3, 'decide must return'],
    ['s.parameters.stability = 0; return STAY;', 4, 'read only property'],
    ['s.candidates()[0].cantmove.push("x"); return STAY;', 4, 'not extensible'],
    ['Promise.reject(new Error("late")); return STAY;', 4, 'it failed: late'],
    ['process.exit(0);', 4, 'it must not call process.exit'],
  ])('is told its mistake and the line of it: %s', (what, line, sentence) => {
    const { status, stdout, stderr } = runUnder(deciding(what), ['--until', '5s', '--quiet']);
    expect(stderr).toMatch(/^mtop-sim: policy [^\n]*\n$/);
    expect(stderr).toContain(`mine.mjs:${line}`);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('of cluster scope must not answer a list with holes', () => {
    const { status, stderr } = runUnder(deciding('return new Array(3);', 'cluster'), ['--quiet']);
    expect(stderr).toContain('mine.mjs:3: decide must return a list of { pid, to: node, reason }');
    expect(status).toBe(1);
  });

  it.each([
    ['const x = 1;\noops();', ':2 cannot be loaded: oops is not defined'],
    ['export default {\n get name() { throw new Error("no"); } };', ':2 cannot be loaded: no'],
    ['\nprocess.exit(0);', ':2 has ended the program'],
    ['await new Promise(() => {});', ' cannot be loaded: its top-level await never settles'],
    ['\nfor (;;);', ':2 cannot be loaded: it takes longer than 0.5s (--policy-timeout)'],
    [
      'setInterval(() => {}, 99); await new Promise(() => {});',
      ' cannot be loaded: it takes longer than 0.5s (--policy-timeout)',
    ],
    ['export default { name: "none", scope: "node", decide() {} };', ': the name none belongs to'],
  ])('is bad input when it cannot be loaded: %s', (text, sentence) => {
    const { status, stdout, stderr } = runUnder(text, ['--policy-timeout', '0.5s']);
    expect(stderr).toMatch(/^mtop-sim: policy [^\n]*\n$/);
    expect(stderr).toContain(`mine.mjs${sentence}`);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it.each([
    'for (;;);',
    'for (;;) try { for (;;); } catch {} finally { for (;;); }',
    'return /(a+)+$/.test("a".repeat(60) + "!");',
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    'return new Proxy({}, { get() { for (;;); } });',
  ])('that never comes back is ended, with the line where it is: %s', (what) => {
    const folder = temporaryFolder();
    const words = ['--policy-timeout', '0.5s', '--events', join(folder, 'events')];
    const { status, stderr } = runUnder(deciding(what), words);
    expect(stderr).toMatch(
      /^mtop-sim: policy .*mine\.mjs:4: decide takes longer than 0\.5s \(--policy-timeout\)\n$/,
    );
    expect(status).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that waits for the system for ever is ended as well, if less gently', () => {
    const what = 'execFileSync("sleep", ["60"]);';
    const text = `import { execFileSync } from 'node:child_process';${deciding(what)}`;
    const { signal, stderr } = runUnder(text, ['--policy-timeout', '0.5s']);
    expect(stderr).toMatch(/^mtop-sim: policy .*mine\.mjs: decide takes longer than 0\.5s/);
    expect(signal).toBe('SIGKILL');
  });

  it('that never comes back is ended at once by Ctrl-C, and the events until then are left', async () => {
    const folder = temporaryFolder();
    const [events, mark] = [join(folder, 'events'), join(folder, 'mark')];
    const text = deciding(`writeFileSync(${JSON.stringify(mark)}, ''); for (;;);`);
    const file = written(`import { writeFileSync } from 'node:fs';${text}`);
    const words = ['run', 'two-nodes', '--policy', file, '--policy-timeout', 'none'];
    const isInside = () => existsSync(mark);
    const { code, stderr } = await mtopSignalled(
      [...words, '--events', events],
      'SIGINT',
      isInside,
    );
    expect(stderr).toMatch(/^mtop-sim: SIGINT at [\d:]+ of virtual time; .*\n$/);
    expect(code).toBe(130);
    const part = readdirSync(folder).find((name) => name.endsWith('.part'))!;
    const lines = readFileSync(join(folder, part), 'utf8').trimEnd().split('\n');
    const types = lines.map((line) => JSON.parse(line).type);
    expect(types).toEqual(['started', 'started', 'interrupted']);
  });
});
