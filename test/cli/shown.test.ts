import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { attach } from '../../src/cli/commands/attach.js';
import { dashboard } from '../../src/cli/commands/dashboard.js';
import { showStudy } from '../../src/cli/dashboard/show-study.js';
import { runningClusters } from '../../src/cli/files/socket-file.js';
import { Listening } from '../../src/cli/sharing/listening.js';
import { WatchedStudy } from '../../src/cli/studies/watched-study.js';
import { MEASURES } from '../../src/lab/measures.js';
import { lineOfRow } from '../../src/lab/study/run-row.js';
import { ran } from '../support/in-process.js';
import { InTerminal } from '../support/in-terminal.js';
import { sessionOf } from '../support/session-of.js';
import { documentOf } from '../support/study-results.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const QUIET = 'name: quiet\npolicy: none\nnodes: [{ count: 2 }]\nworkload: [{ work: endless }]\n';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder({ 'quiet.yaml': QUIET });
  for (const name of ['RUNTIME_DIR', 'STATE_HOME', 'CONFIG_HOME']) {
    vi.stubEnv(`XDG_${name}`, join(folder, name));
    mkdirSync(join(folder, name));
  }
  // Whoever has been here before is not asked whether he wants to be shown around.
  mkdirSync(join(folder, 'CONFIG_HOME/mtop-sim'));
  writeFileSync(join(folder, 'CONFIG_HOME/mtop-sim/config.json'), '{}');
  vi.stubEnv('TERM', 'xterm-256color');
  vi.stubEnv('LANG', 'C.UTF-8');
  vi.stubEnv('MTOP_SIM_CLUSTER', undefined);
  const exits = process.listeners('exit');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const listener of process.listeners('exit')) {
      if (!exits.includes(listener)) process.off('exit', listener);
    }
  });
});

describe('a study that others carry out, on the terminal', () => {
  const CELLS = Array.from({ length: 40 }, (_, cell) => ({ levels: { policy: `p${cell}` } }));

  function begun() {
    const path = temporaryFolder({ 'study.json': JSON.stringify(documentOf(CELLS)) });
    mkdirSync(join(path, 'runs'));
    const figures = Object.fromEntries(MEASURES.map(({ key }) => [key, 7.25]));
    const make = (replication: number) =>
      appendFileSync(
        join(path, 'runs/run.jsonl'),
        lineOfRow({ cell: 'hash0', replication, seed: 1, figures }),
      );
    return { path, make };
  }

  it('shows its cells, goes through them by keys and wheel, and ends by q', async () => {
    const { path } = begun();
    const terminal = new InTerminal(80, 24);
    const shown = showStudy(new WatchedStudy(path), { theme: 'dark', ascii: false });
    const first = () => Number(/\bp(\d+)\b/.exec(terminal.text)?.[1]);
    await terminal.until((text) => text.includes('made up') && /\bp0\b/.test(text));
    terminal.send('\u001b[B');
    await terminal.until(() => first() === 1);
    terminal.send('\u001b[<65;10;10M');
    await terminal.until(() => first() === 4);
    terminal.send('\u001b[<64;10;10M');
    await terminal.until(() => first() === 1);
    terminal.resize(80, 12);
    // 7 rows are left for cells: 33 is the first of the last ones.
    await terminal.until((text) => text.includes('2-8 of 40'));
    terminal.send('\u001b[F');
    await terminal.until(() => first() === 33);
    terminal.send('q');
    expect(await shown).toBe(0);
    expect(terminal.isRaw).toBe(false);
  });

  it('looks at its folder twice a second', async () => {
    const { path, make } = begun();
    const terminal = new InTerminal(100, 24);
    const shown = showStudy(new WatchedStudy(path), { theme: 'dark', ascii: true });
    await terminal.until((text) => text.includes('made up'));
    expect(terminal.text).not.toContain('7.25');
    make(0);
    await terminal.until((text) => text.includes('7.25'));
    expect(terminal.text).toMatch(/^[ -~\n]*$/);
    terminal.send('q');
    expect(await shown).toBe(0);
  });
});

describe('the dashboard on a terminal', () => {
  it('is recorded and can be attached to, and leaves on the terminal what has happened', async () => {
    const terminal = new InTerminal(100, 30);
    const shown = dashboard(join(folder, 'quiet.yaml'), { rate: 1 });
    await terminal.until((text) => text.includes('quiet'));
    await vi.waitFor(async () => expect(await runningClusters()).toEqual(['quiet']), 5000);
    terminal.send('q');
    expect(await shown).toBe(0);
    await terminal.settled();
    const left = terminal.written.join('');
    expect(left).toContain('quiet, policy none (gossip), seed ');
    expect(left).toContain(`  again       mtop-sim ${join(folder, 'quiet.yaml')}\n`);
    expect(left).toContain('  go on       mtop-sim resume\n');
    const [recording] = readdirSync(join(folder, 'STATE_HOME/mtop-sim'));
    const text = readFileSync(join(folder, 'STATE_HOME/mtop-sim', recording!), 'utf8');
    expect(text).toMatch(/^\{"what":"mtop-sim recording"/);
  });

  it('is not recorded where that is not wanted', async () => {
    const terminal = new InTerminal(100, 30);
    const shown = dashboard(join(folder, 'quiet.yaml'), { rate: 1, record: false, listen: false });
    await terminal.until((text) => text.includes('quiet'));
    terminal.send('q');
    expect(await shown).toBe(0);
    await terminal.settled();
    expect(terminal.written.join('')).toContain('  again  ');
    expect(terminal.written.join('')).not.toContain('mtop-sim resume');
    expect(readdirSync(join(folder, 'STATE_HOME'))).toEqual([]);
  });
});

describe('a running cluster', () => {
  async function served() {
    const { session } = sessionOf(QUIET);
    session.advance(65);
    const listening = new Listening(session, { nodes: session.nodes });
    onTestFinished(() => listening.close());
    await listening.begin('quiet', { isOnly: true });
    return listening;
  }

  it('is shown on a terminal until it ends, which is said, or until one leaves it', async () => {
    const listening = await served();
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    onTestFinished(() => void vi.restoreAllMocks());
    const terminal = new InTerminal(100, 30);
    const left = attach('quiet', {});
    await terminal.until((text) => text.includes('0:01:05'));
    terminal.send('q');
    expect(await left).toBe(0);
    await terminal.settled();
    expect(terminal.written.join('')).toContain('detached from quiet, which goes on');
    const lost = attach(undefined, {});
    await terminal.until((text) => text.includes('0:01:05'));
    listening.close();
    expect(await lost).toBe(1);
    expect(said).toContain('mtop-sim: the cluster quiet has ended\n');
  });

  it('is one screen where there is no terminal', async () => {
    await served();
    const { code, out, err } = await ran(['attach', '--ascii']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('0:01:05');
    expect(out).toMatch(/^[ -~\n]*[^\n]\n$/);
  });

  it('is what openMosix’s tools act on in its shell, which ends as it ends', async () => {
    await served();
    const script = join(folder, 'tools.sh');
    const look = 'echo "$MTOP_SIM_CLUSTER"; cat "$(command -v migrate)"; command -v mosrun';
    writeFileSync(script, `#!/bin/sh\n{ ${look}; } >${folder}/out\nexit 3\n`);
    chmodSync(script, 0o755);
    vi.stubEnv('SHELL', script);
    const { code, out, err } = await ran(['shell']);
    expect([code, err]).toEqual([3, '']);
    expect(out).toBe(
      "openMosix's tools are commands here: migrate mosctl mosmon mps setpe showmap mosrun ...\n",
    );
    const lines = readFileSync(join(folder, 'out'), 'utf8').split('\n');
    expect(lines.slice(0, 2)).toEqual(['quiet', '#!/bin/sh']);
    expect(lines[2]).toMatch(/^exec .* migrate "\$@"$/);
    // They are gone with it.
    expect(() => readFileSync(lines[3]!)).toThrow(/ENOENT/);
    vi.stubEnv('SHELL', join(folder, 'none'));
    expect(await ran(['shell'])).toMatchObject({
      code: 2,
      err: `mtop-sim: SHELL=${join(folder, 'none')}: no such file or directory\n`,
    });
  });
});
