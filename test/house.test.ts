import { describe, expect, it } from 'vitest';
import {
  deadFiles,
  ENTRIES,
  importCircles,
  impurities,
  tooLong,
  wrongHabits,
  wrongImports,
  wrongOutput,
  wrongPackages,
  wrongWrites,
} from './support/house-rules.js';
import { commentsOf, danglingNames, readNaming, readProject } from './support/named-files.js';
import { parseSource, readSources } from './support/source.js';
import {
  forgetfulOnes,
  forgottenFields,
  GIVEN,
  NO_PARTS,
  NOT_SAVED,
} from './support/state-rules.js';

const sources = readSources();

describe('the house', () => {
  it('is read as a whole', () => {
    expect(sources.map(({ path }) => path)).toContain('cli/main.ts');
    expect(sources.map(({ path }) => path)).toContain('session/session.ts');
  });

  it('imports only downwards', () => {
    expect(sources.flatMap(wrongImports)).toEqual([]);
  });

  it('has no circle of imports where the engine is', () => {
    const engine = sources.filter(({ path }) => !/^(tui|cli)\//.test(path));
    expect(importCircles(engine, 'imports')).toEqual([]);
  });

  it('has no file that is loaded before what it needs: none load each other in a circle', () => {
    expect(importCircles(sources, 'loads')).toEqual([]);
  });

  it('keeps every package in its place', () => {
    expect(sources.flatMap(wrongPackages)).toEqual([]);
  });

  it('has no clock, chance, timer, output or waiting outside its edges', () => {
    expect(sources.flatMap(impurities)).toEqual([]);
  });

  it('has no file and no function that is too long', () => {
    expect(sources.flatMap(tooLong)).toEqual([]);
  });

  it('hides what is its own with #, and imports a module once', () => {
    expect(sources.flatMap(wrongHabits)).toEqual([]);
  });

  it('writes files in one place only', () => {
    expect(sources.flatMap(wrongWrites)).toEqual([]);
    const text = "import { readFileSync, writeFileSync } from 'node:fs';";
    expect(wrongWrites(parseSource('cli/commands/run.ts', text))).toEqual([
      'cli/commands/run.ts:1 writes by writeFileSync',
    ]);
  });

  it('has one way out to a terminal', () => {
    expect(sources.flatMap(wrongOutput)).toEqual([]);
    for (const text of [
      'process.stderr.write(name);',
      "import { printStyled } from './output.js';",
      "import { print, writeControl } from './output.js';",
    ]) {
      expect(wrongOutput(parseSource('cli/commands/check.ts', text))).toHaveLength(1);
    }
  });

  it('puts away every field that can change when a run is saved', () => {
    const needed = new Set<string>();
    expect(sources.flatMap((source) => forgottenFields(source, (one) => needed.add(one)))).toEqual(
      [],
    );
    const exceptions = [...Object.keys(NOT_SAVED), ...Object.keys(NO_PARTS)];
    expect(exceptions.filter((one) => !needed.has(one))).toEqual([]);
  });

  it('notices it whichever field of whichever part is no longer put away', () => {
    const mistakes = sources.flatMap(forgetfulOnes);
    const unnoticed = mistakes.filter(
      ({ field, source }) => !forgottenFields(source).some((found) => found.includes(` ${field} `)),
    );
    expect(unnoticed.map(({ field }) => field).sort()).toEqual([...GIVEN].sort());
    expect(mistakes.length).toBeGreaterThan(150);
  });

  it('has no file that nobody uses', () => {
    expect(deadFiles(sources, ENTRIES)).toEqual([]);
  });

  it('names no file and no folder that does not exist', () => {
    const project = readProject();
    const dangling = readNaming(project).flatMap(({ path, text }) =>
      danglingNames(text, project).map((name) => `${path} names ${name}`),
    );
    expect(dangling).toEqual([]);
  });
});

describe('the rule on names of files', () => {
  const project = ['docs/', 'docs/keys.md', 'src/', 'src/tui/', 'src/tui/keymap.ts'];
  project.push('test/laws/6-migration-time.test.ts', 'README.md', 'test/laws/');

  it.each(['laws.md', 'tui/theme.ts', 'see docs/keymap.ts.', '`src/gui/`', '[a](docs/key.md)'])(
    'refuses %s',
    (text) => expect(danglingNames(text, project)).toHaveLength(1),
  );

  it.each([
    ...['keymap.ts', 'tui/keymap.ts', '`src/tui/`', 'README.md', '[keys](../docs/keys.md#mtop)'],
    ...['src/tui/NAME.ts', 'test/laws/N-*.test.ts', 'laws/6-*.test.ts', 'a *.ts file'],
    ...['--policy ./mine.mjs', 'dist/cli/main.ts', 'and/or', 'Node.js'],
  ])('allows %s', (text) => {
    expect(danglingNames(text, project)).toEqual([]);
  });

  it('reads comments wherever they stand, and no texts', () => {
    const text = "/** a.ts */ const b = 'c.ts'; // d.ts\nf(/* e.ts */ `// g.ts`);\n// h.ts\n";
    const comments = commentsOf(parseSource('base/a.ts', text).tree);
    expect(danglingNames(comments, [])).toEqual(['a.ts', 'd.ts', 'e.ts', 'h.ts']);
  });
});

describe('the rule on what is saved', () => {
  const forgotten = (text: string) => forgottenFields(parseSource('cluster/a.ts', text)).length;

  it.each([
    'class A { b = 1; }',
    'class A { readonly b = new Map(); exchange(archive: Archive): void {} }',
    'class A { readonly #b: Float64Array; constructor(n: number) { this.#b = new Float64Array(n); } }',
    'class A { readonly #b: Random; constructor(b: Random) { this.#b = b; } }',
    'class A { constructor(public b: number) {} }',
  ])('sees %s', (text) => {
    expect(forgotten(text)).toBe(1);
  });

  it.each([
    'class A { b = 1; exchange(archive: Archive): void { this.b = archive.value("b", this.b); } }',
    'class A { readonly #b: B; constructor(b: B) { this.#b = b; } }',
    'class A { readonly #b: B; constructor({ b }: C) { this.#b = b; } }',
    'class A { readonly b: readonly string[] = ["c"]; readonly d = 1; static e = 2; }',
  ])('allows %s', (text) => {
    expect(forgotten(text)).toBe(0);
  });
});

describe('the rule on habits', () => {
  it.each([
    'class A { private b = 1; }',
    'class A { constructor(private readonly b: number) {} }',
    "import { a } from './a.js'; import type { B } from './a.js';",
  ])('sees %s', (text) => {
    expect(wrongHabits(parseSource('tui/state.ts', text))).toHaveLength(1);
  });

  it('allows # and one import of a module', () => {
    const text = "import { a, type B } from './a.js'; class C { #d = 1; }";
    expect(wrongHabits(parseSource('tui/state.ts', text))).toEqual([]);
  });
});

describe('the rule on imports', () => {
  const check = (path: string, name: string) =>
    wrongImports(parseSource(path, `import { a } from '${name}';`));

  it.each([
    ['base/units.ts', '../kernel/agenda.js'],
    ['kernel/agenda.ts', '../cluster/node.js'],
    ['cluster/node.ts', '../scheduler/load.js'],
    ['scheduler/measuring/load.ts', '../../workload/files/swf.js'],
    ['scheduler/measuring/load.ts', '../information/gossip.js'],
    ['cluster/facts/view.ts', '../node.js'],
    ['cluster/cpus/cpus.ts', '../ground.js'],
    ['cluster/doing/pipes.ts', '../cluster.js'],
    ['cluster/moving/migrations.ts', '../orders/commands.js'],
    ['workload/files/swf.ts', '../batch.js'],
    ['scenario/schema/field.ts', '../simulation.js'],
    ['workload/files/swf.ts', '../../scheduler/measuring/load.js'],
    ['scheduler/policies/mine.ts', './openmosix.js'],
    ['scheduler/policies/mine.ts', '../../cluster/facts/view.js'],
    ['metrics/summary.ts', '../cluster/cluster.js'],
    ['session/session.ts', '../scenario/scenario.js'],
    ['tui/state.ts', '../session/simulated.js'],
    ['tui/views/mtop/nodes.ts', '../../../cluster/cluster.js'],
    ['tui/views/mtop/nodes.ts', '../map/map-layout.js'],
    ['tui/views/mtop/nodes.ts', '../registry.js'],
    ['tui/drawing/bar.ts', '../past/history.js'],
    ['tui/past/history.ts', '../state.js'],
    ['tui/terminal/terminal.ts', '../state.js'],
    ['tui/state.ts', '../cli/main.js'],
    ['attic/old.ts', '../base/units.js'],
  ])('refuses that %s imports %s', (path, name) => {
    expect(check(path, name)).toHaveLength(1);
  });

  it.each([
    ['cluster/ground.ts', '../kernel/agenda.js'],
    ['scheduler/policies/registry.ts', './openmosix.js'],
    ['tui/views/mtop/nodes.ts', '../../../cluster/facts/view.js'],
    ['cli/commands/run.ts', '../session/simulated.js'],
  ])('allows that %s imports %s', (path, name) => {
    expect(check(path, name)).toEqual([]);
  });

  it.each([
    "import type { A } from '../cluster/node.js';",
    "export { a } from '../cluster/node.js';",
    "const a = await import('../cluster/node.js');",
    "type A = import('../cluster/node.js').A;",
  ])('sees %s', (text) => {
    expect(wrongImports(parseSource('base/a.ts', text))).toEqual([
      'base/a.ts must not import cluster/node.ts',
    ]);
  });
});

describe('the rule on circles', () => {
  it('sees files that import each other, also through others', () => {
    const files = [
      parseSource('cluster/a.ts', "import './b.js';"),
      parseSource('cluster/b.ts', "import type { C } from './c.js';"),
      parseSource('cluster/c.ts', "import './a.js'; import './d.js';"),
      parseSource('cluster/d.ts', "import '../base/e.js';"),
      parseSource('base/e.ts', ''),
    ];
    expect(importCircles(files, 'imports')).toEqual(['cluster/a.ts,cluster/b.ts,cluster/c.ts']);
    expect(importCircles(files, 'loads')).toEqual([]);
  });

  it.each([
    ["import { b } from './b.js';", "export { a } from './a.js';", 1],
    ["import './b.js';", "import { type A, a } from './a.js';", 1],
    ["import { b } from './b.js';", "import type { A } from './a.js';", 0],
    ["import { b } from './b.js';", "export type { A } from './a.js';", 0],
    ["import { b } from './b.js';", "const a = await import('./a.js');", 0],
  ])('counts what loads another file: %s %s', (a, b, circles) => {
    const files = [parseSource('tui/a.ts', a), parseSource('tui/b.ts', b)];
    expect(importCircles(files, 'loads')).toHaveLength(circles);
  });
});

describe('the rule on packages', () => {
  it.each([
    ['tui/state.ts', 'blessed'],
    ['tui/terminal/chart-drawing.ts', 'blessed-contrib/lib/widget/charts/line.js'],
    ['cluster/node.ts', 'node:fs'],
    ['tui/state.ts', 'node:process'],
    ['session/simulated.ts', 'chalk'],
    ['cli/commands/run.ts', 'left-pad'],
  ])('refuses that %s imports %s', (path, name) => {
    expect(wrongPackages(parseSource(path, `import a from '${name}';`))).toHaveLength(1);
  });

  it('allows blessed in the terminal', () => {
    expect(
      wrongPackages(parseSource('tui/terminal/terminal.ts', "import a from 'blessed';")),
    ).toEqual([]);
  });
});

describe('the rule on purity', () => {
  it.each([
    ['const now = Date.now();', 'Date'],
    ['const now = new Date();', 'Date'],
    ['const now = performance.now();', 'performance'],
    ['const chance = Math.random();', 'Math.random'],
    ['setTimeout(() => {}, 1);', 'setTimeout'],
    ['setInterval(tick, 1);', 'setInterval'],
    ['setImmediate(tick);', 'setImmediate'],
    ['console.log(1);', 'console'],
    ['const home = process.env.HOME;', 'process.env'],
    ['async function wait() {}', 'async'],
    ['const later = async () => 1;', 'async'],
    ['const it = await later();', 'await'],
  ])('sees %s', (text, what) => {
    expect(impurities(parseSource('cluster/a.ts', `\n${text}`))).toEqual([
      `cluster/a.ts:2 uses ${what}`,
    ]);
  });

  it.each([
    '// a comment may speak of Date.now() and of a process.',
    "const text = 'console.log';",
    'const home = process.home + process.pid;',
    'const chance = random.next();',
  ])('allows %s', (text) => {
    expect(impurities(parseSource('cluster/a.ts', text))).toEqual([]);
  });

  it('allows a clock at the edge', () => {
    expect(impurities(parseSource('session/pace.ts', 'Date.now();'))).toEqual([]);
  });
});

describe('the rule on length', () => {
  it('counts the lines of a file', () => {
    expect(tooLong(parseSource('base/a.ts', '\n'.repeat(300).concat('a;')))).toEqual([
      'base/a.ts has 301 lines',
    ]);
    expect(tooLong(parseSource('base/a.ts', 'a;\n'.repeat(300)))).toEqual([]);
  });

  it('counts the lines of a function', () => {
    const body = (lines: number) => `\nfunction a() {\n${'b();\n'.repeat(lines)}}\n`;
    expect(tooLong(parseSource('base/a.ts', body(69)))).toEqual([
      'base/a.ts:2 is a function of 71 lines',
    ]);
    expect(tooLong(parseSource('base/a.ts', body(68)))).toEqual([]);
  });
});

describe('the rule on dead files', () => {
  it('follows imports from the entry, also those that wait', () => {
    const files = [
      parseSource('cli/main.ts', "import './a.js'; const b = await import('./b.js');"),
      parseSource('cli/a.ts', "import type { C } from './c.js';"),
      parseSource('cli/b.ts', ''),
      parseSource('cli/c.ts', ''),
      parseSource('cli/d.ts', "import './a.js';"),
    ];
    expect(deadFiles(files, ['cli/main.ts'])).toEqual(['cli/d.ts']);
  });
});
