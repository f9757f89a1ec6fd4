import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop, temporaryFolder } from '../support/command-line.js';

/** The outcome of a run under a policy of the user's. */
function runUnder(text: string) {
  const file = join(temporaryFolder({ 'mine.mjs': text }), 'mine.mjs');
  return mtop(['run', 'two-nodes', '--json', '--policy', file]);
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
      'mjs failed: oops is not',
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
});
