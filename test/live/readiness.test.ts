import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NodeAnswer } from '../../src/live/job.js';
import { readinessOf } from '../../src/live/readiness.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const NODE = new URL('../../src/live/node.sh', import.meta.url).pathname;

const FACTS = { criu: '4.1.1', free: '524288', uid: '1000', library: 'a-1', cpu: 'x86_64-1' };

function asked(...facts: readonly (Partial<typeof FACTS> | string)[]) {
  return facts.map((one, index) => {
    const answer: NodeAnswer =
      typeof one === 'string'
        ? { kind: 'no', reason: one }
        : { kind: 'yes', facts: { ...FACTS, ...one } };
    return { name: `cm${index + 1}`, answer };
  });
}

describe('whether jobs can move', () => {
  it('is yes with the version of criu and the room for images, where the node has tried it', () => {
    expect(readinessOf(asked({}))).toEqual(['yes, criu 4.1.1, room for 512M']);
  });

  it("is no in the node's own words", () => {
    expect(readinessOf(asked('there is no criu here'))).toEqual(['no: there is no criu here']);
  });

  it('names what is not as on the first node where they can', () => {
    const nodes = asked('there is no tar here', {}, { library: 'b-2', uid: '1001' }, { cpu: 'x' });
    expect(readinessOf(nodes).slice(2)).toEqual([
      'yes, criu 4.1.1, room for 512M; another user id than on cm2: no job can come or go; ' +
        'another C library than on cm2: only programs without it can come and go',
      'yes, criu 4.1.1, room for 512M; another processor than on cm2: a program that uses its instructions is refused',
    ]);
  });
});

/** What a node says to `check` when these programs of it are as written. */
function said(programs: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const spool = join(folder, 'spool');
  const env = {
    ...{ PATH: `${join(folder, 'bin')}:${process.env.PATH}`, MTOP_SPOOL: spool },
    MTOP_CRIU: join(folder, 'bin', 'criu'),
  };
  let text: string;
  try {
    text = execFileSync('sh', [NODE, 'check', 'check-1'], { env, encoding: 'utf8' });
  } catch (error) {
    text = (error as { stdout: string }).stdout;
  }
  expect(existsSync(spool)).toBe(false);
  return text;
}

describe.runIf(existsSync('/proc/self/status'))('a node that cannot move jobs says', () => {
  it.each([
    [{ criu: 'echo Version: 3.17.1' }, 'criu 3.17.1 is too old: 4.1 or later is needed'],
    [{ criu: 'exit 1' }, /^no \/.*criu does not run here\n$/],
    [
      { criu: 'echo Version: 4.1', unshare: 'echo unshare: Operation not permitted >&2; exit 1' },
      /^no this node allows no user namespaces.*\n$/,
    ],
  ] as const)('which part is missing, and leaves nothing: %j', (programs, sentence) => {
    const text = said(programs);
    if (typeof sentence === 'string') expect(text).toBe(`no ${sentence}\n`);
    else expect(text).toMatch(sentence);
  });
});
