import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hasScreen } from '../../src/cli/commands/dashboard.js';
import { farewell } from '../../src/cli/dashboard/farewell.js';
import { saveScreen } from '../../src/cli/dashboard/save-screen.js';
import { share } from '../../src/cli/dashboard/sharing.js';
import { Shelf } from '../../src/cli/dashboard/shelf.js';
import { Warnings } from '../../src/cli/dashboard/warnings.js';
import { runningClusters } from '../../src/cli/files/socket-file.js';
import { InputFiles } from '../../src/cli/opening/input-files.js';
import type { Seen } from '../../src/tui/dashboard-options.js';
import { ASCII, UNICODE } from '../../src/tui/drawing/charset.js';
import { Onlooker } from '../../src/tui/onlooker.js';
import { FakeSession } from '../support/fake-session.js';
import { sessionOf } from '../support/session-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = 'name: mine\nnodes: [{ count: 2 }]\nworkload: [{ work: 10s }]\n';

describe('what is left on the terminal when the dashboard ends', () => {
  const totals = {
    ...{ arrived: 9, completed: 4, killed: 2, alive: 3 },
    ...{ migrations: 5, bytesMoved: 3 * 2 ** 20, workDelivered: 0 },
  };
  const info = { scenario: 'mine', about: '', policy: 'none', information: 'gossip', seed: 7 };
  const seen = (completed: number, slowdowns: number): Seen =>
    ({
      info,
      sample: { now: 3661, totals, nodes: [] },
      outcome: { completed, slowdowns },
    }) as never;

  it('says what has happened, and how it is seen again, in columns', () => {
    const lines = farewell(seen(4, 5), [['from the beginning', 'mtop-sim mine']]).split('\n');
    expect(lines[0]).toBe('mine, policy none (gossip), seed 7');
    expect(lines.slice(1, 5)).toEqual([
      '  time                1:01:01',
      '  processes           9 arrived, 4 completed, 2 killed, 3 alive',
      '  slowdown            1.25 on average',
      '  migrations          5, 3.0M moved',
    ]);
    expect(lines[5]).toMatch(/^ {2}balance {13}\d+% at the end$/);
    expect(lines.slice(6)).toEqual(['  from the beginning  mtop-sim mine', '']);
  });

  it('says that none has completed', () => {
    expect(farewell(seen(0, 0), [])).toContain('\n  slowdown    none completed\n');
  });
});

describe('a screen that is saved', () => {
  const saved = (
    form: 'txt' | 'json' | 'svg',
    file: string,
    overwrites = false,
    charset = ASCII,
  ) => {
    const session = new FakeSession({ processes: 3 });
    const frame = new Onlooker(session, { size: { columns: 80, rows: 12 }, charset }).frame();
    return { file, form, overwrites, frame, charset, theme: 'dark', session } as const;
  };

  it('is text, data or a picture', () => {
    const folder = temporaryFolder();
    const written = (form: 'txt' | 'json' | 'svg') => {
      saveScreen(saved(form, join(folder, form)), new InputFiles());
      return readFileSync(join(folder, form), 'utf8');
    };
    const text = written('txt');
    expect(text).toMatch(/[^\n]\n$/);
    expect(text.split('\n').length).toBeLessThanOrEqual(13);
    expect(text).toContain('fake');
    expect(JSON.parse(written('json')).processes).toHaveLength(3);
    const picture = written('svg');
    expect(picture).toMatch(/^<svg|^<\?xml/);
    expect(picture).toContain('mtop-sim: fake, A cluster for tests');
  });

  it('takes the place of no file unless it is asked to, and never of what the run reads', () => {
    const folder = temporaryFolder({ old: 'old', 'x.yaml': SCENARIO });
    const [old, scenario] = ['old', 'x.yaml'].map((name) => join(folder, name)) as [string, string];
    const inputs = new InputFiles();
    inputs.add('the scenario', scenario);
    expect(() => saveScreen(saved('txt', old), inputs)).toThrow(
      `${old} is there already: save! ${old} writes over it`,
    );
    expect(readFileSync(old, 'utf8')).toBe('old');
    saveScreen(saved('txt', old, true), inputs);
    expect(readFileSync(old, 'utf8')).toContain('fake');
    expect(() => saveScreen(saved('txt', scenario, true), inputs)).toThrow(
      `save ${scenario} would overwrite the scenario, ${scenario}: name another file`,
    );
    expect(readFileSync(scenario, 'utf8')).toBe(SCENARIO);
    expect(() => saveScreen(saved('txt', '-'), inputs)).toThrow('- is no file');
    saveScreen(saved('txt', join(folder, 'new'), false, UNICODE), inputs);
    expect(existsSync(join(folder, 'new'))).toBe(true);
  });
});

describe('the scenarios that can be begun from the dashboard', () => {
  const file = () => join(temporaryFolder({ 'x.yaml': SCENARIO }), 'x.yaml');

  it('keep their flags when the same is begun anew, and begin without where it is another', async () => {
    const name = file();
    const kept: unknown[] = [];
    const shelf = new Shelf(name, { policy: 'none', seed: 3 }, (session, { header }) =>
      kept.push([session, header().seed]),
    );
    expect(shelf.command()).toBe(`mtop-sim ${name} --policy none --seed 3`);
    const again = await shelf.open({});
    expect(again.info).toMatchObject({ scenario: 'mine', policy: 'none', seed: 3 });
    const other = await shelf.open({ seed: 4, information: 'perfect' });
    expect(other.info).toMatchObject({ policy: 'none', seed: 4, information: 'perfect' });
    expect(shelf.command()).toBe(`mtop-sim ${name} --policy none --seed 4 --information perfect`);
    const shipped = await shelf.open({ name: 'two-nodes' });
    expect(shipped.info.scenario).toBe('two-nodes');
    expect(shelf.command()).toBe('mtop-sim two-nodes');
    expect(kept).toEqual([
      ...[again, other].map((session, at) => [session, 3 + at]),
      [shipped, shipped.info.seed],
    ]);
  });

  it('have a command that shows the same again, unless a key was set', () => {
    const command = (flags: object) => new Shelf('it is', flags, () => {}).command();
    expect(command({})).toBe("mtop-sim 'it is'");
    expect(command({ host: true, seed: undefined, swf: 'a b' })).toBe(
      "mtop-sim 'it is' --host --swf 'a b'",
    );
    expect(command({ host: false, set: [] })).toBe("mtop-sim 'it is'");
    expect(command({ set: [{ path: 'seed', value: 3 }] })).toBeUndefined();
  });

  it('say which files are read, over which nothing is saved', () => {
    const folder = temporaryFolder({
      'x.yaml': 'nodes: [{ count: 1 }]\nworkload: [{ csv: w.csv }]\n',
      'w.csv': 'pid,arrival,host,work\n7,0,0,3\n',
    });
    const names = new Shelf(join(folder, 'x.yaml'), {}, () => {}).inputs().names;
    expect(names).toEqual([join(folder, 'x.yaml'), join(folder, 'w.csv')]);
  });

  it('are the shipped ones, with what they say of themselves', () => {
    const cards = new Shelf('x', {}, () => {}).cards();
    const two = cards.find(({ name }) => name === 'two-nodes')!;
    expect(two.about.length).toBeGreaterThan(10);
    expect(cards.every(({ about, notes }) => about !== '' && notes.length > 0)).toBe(true);
    expect(cards.flatMap(({ notes }) => notes).some((text) => /\n|^#|^ | $/.test(text))).toBe(
      false,
    );
  });
});

it('warnings wait for a screen, and are then told as they come', () => {
  const warnings = new Warnings();
  const told: string[] = [];
  warnings.say('one');
  warnings.say('two');
  warnings.listen((said) => told.push(said));
  expect(told).toEqual(['one', 'two']);
  warnings.say('three');
  expect(told).toEqual(['one', 'two', 'three']);
  const later: string[] = [];
  warnings.listen((said) => later.push(said));
  expect(later).toEqual([]);
});

describe('a dashboard that others can attach to', () => {
  beforeEach(() => {
    vi.stubEnv('XDG_RUNTIME_DIR', temporaryFolder());
    vi.useFakeTimers({ toFake: ['setTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const shared = (more: object = {}) => {
    const { session } = sessionOf(SCENARIO);
    const warnings = new Warnings();
    const told: string[] = [];
    warnings.listen((said) => told.push(said));
    const { session: common } = share(session, { nodes: session.nodes, warnings, ...more });
    return { common, told };
  };

  it('makes its socket half a second after its beginning, unless nobody is to listen', async () => {
    const exits = process.listeners('exit');
    const { common } = shared();
    shared({ listen: false });
    expect(common.info.scenario).toBe('mine');
    vi.advanceTimersByTime(499);
    expect(await runningClusters()).toEqual([]);
    vi.advanceTimersByTime(1);
    await vi.waitFor(async () => expect(await runningClusters()).toEqual(['mine']));
    // As the program does at its end.
    for (const close of process.listeners('exit')) if (!exits.includes(close)) close(0);
    expect(await runningClusters()).toEqual([]);
  });

  it('goes on where nobody can, and says why', async () => {
    const file = join(temporaryFolder({ file: '' }), 'file');
    vi.stubEnv('XDG_RUNTIME_DIR', file);
    const { told } = shared();
    vi.advanceTimersByTime(500);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatch(/^nobody can attach to this dashboard: ./);
  });
});

it.each([
  [{ TERM: 'xterm' }, true, true, true],
  [{ TERM: 'dumb' }, true, true, false],
  [{ TERM: '' }, true, true, false],
  [{ TERM: 'xterm' }, false, true, false],
  [{ TERM: 'xterm' }, true, false, false],
] as const)(
  'a screen needs a terminal at both ends that can show one: %j %s %s',
  (env, input, output, can) => {
    const before = [process.stdin.isTTY, process.stdout.isTTY];
    onTestFinished(() => {
      [process.stdin.isTTY, process.stdout.isTTY] = before as [boolean, boolean];
      vi.unstubAllEnvs();
    });
    vi.stubEnv('TERM', env.TERM);
    [process.stdin.isTTY, process.stdout.isTTY] = [input, output];
    expect(hasScreen()).toBe(can);
  },
);
