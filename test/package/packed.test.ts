import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksOf, ROOT, readDocument } from '../docs/markdown.js';

/** An empty folder into which what `npm pack` makes is installed, with no network and no cache. */
let prefix = '';
let packed: readonly string[] = [];

beforeAll(() => {
  prefix = mkdtempSync(join(tmpdir(), 'mtop-sim-packed-'));
  const { filename, files } = pack(ROOT);
  packed = files;
  const needed = Object.keys(JSON.parse(readDocument('package.json')).dependencies);
  const archives = needed.map((name) => pack(join(ROOT, 'node_modules', name)).filename);
  npm(['install', '--offline', '--ignore-scripts', filename, ...archives]);
}, 60_000);

afterAll(() => rmSync(prefix, { recursive: true }));

describe('the package', () => {
  it('brings blessed and systeminformation, and nothing else', () => {
    const names = readdirSync(join(prefix, 'node_modules')).filter((name) => !/^\./.test(name));
    expect(names).toEqual(['blessed', 'mtop-sim', 'systeminformation']);
    for (const name of names) {
      expect(existsSync(join(prefix, 'node_modules', name, 'node_modules'))).toBe(false);
    }
  });

  it.each([
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['list scenarios', /^auckland +Seven dual Xeons/m],
    ['run two-nodes --json --quiet', /"scenario": ?"two-nodes"/],
    ['run two-nodes --quiet --samples samples.parquet', /^$/],
    ['snapshot --at 10s', /N#/],
    ['run --host --until 1s --quiet --json', /"nodes"/],
  ])('runs mtop-sim %s where it is installed', (words, output) => {
    expect(installed(words.split(' '))).toMatch(output);
  });

  it('holds the schema of scenario files, as mtop-sim schema prints it', () => {
    const held = join(prefix, 'node_modules/mtop-sim/config/scenario.schema.json');
    expect(installed(['schema'])).toBe(readFileSync(held, 'utf8'));
  });

  it('holds what runs and what a reader is sent to', () => {
    const others = packed.filter((file) => !PLACES.test(file));
    expect(others).toEqual([]);
  });

  it('holds every file that its documents link to', () => {
    const documents = packed.filter((file) => file.endsWith('.md'));
    const missing = documents.flatMap((name) =>
      linksOf(readDocument(name))
        .filter((link) => !/^(https?:|#)/.test(link))
        .map((link) => join(dirname(name), link.replace(/#.*/, '')))
        .filter((file) => !packed.some((path) => path === file || path.startsWith(`${file}/`))),
    );
    expect(missing).toEqual([]);
  });

  it('holds the licences of the packages that are part of its program', () => {
    const licences = readDocument('dist/program/LICENSES.txt');
    for (const name of BUNDLED) {
      expect(licences).toMatch(
        new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC|Apache-2.0)\\)$`, 'm'),
      );
    }
    const others = licences.match(/^(?!\s)\S+ \d+\.\d+\.\d+ \(.*\)$/gm)!;
    expect(others.map((line) => line.split(' ')[0]).sort()).toEqual([...BUNDLED].sort());
  });
});

describe('docs/dependencies.md', () => {
  it('has each package of the program with its version and licence', () => {
    const { dependencies } = JSON.parse(readDocument('package.json'));
    const names = [...Object.keys(dependencies), ...BUNDLED];
    const rows = readDocument('docs/dependencies.md')
      .match(/^\| [@a-z].*$/gm)!
      .slice(1);
    expect(rows.map((row) => row.split(' | ').slice(0, 4).join(' | '))).toEqual(
      names.map((name) => {
        const { version, license } = JSON.parse(readDocument(`node_modules/${name}/package.json`));
        const way = BUNDLED.includes(name) ? 'in the program' : 'installed';
        return `| ${name} | ${version} | ${license} | ${way}`;
      }),
    );
  });

  it.each(['dependencies', 'scripts'])(
    'is right that none has %s to run but those that are named',
    (part) => {
      const { dependencies } = JSON.parse(readDocument('package.json'));
      for (const name of [...Object.keys(dependencies), ...BUNDLED]) {
        const own = JSON.parse(readDocument(`node_modules/${name}/package.json`))[part] ?? {};
        // What a package of the program needs is in the program, or was found to be unused.
        const isOfProgram = BUNDLED.includes(name);
        const what = Object.keys(own).filter((key) =>
          part === 'scripts' ? INSTALLS.has(key) : !isOfProgram,
        );
        expect(what, name).toEqual([]);
      }
    },
  );
});

it('a checkout is built by prepare, and an install of the package runs nothing of ours', () => {
  const { scripts } = JSON.parse(readDocument('package.json'));
  expect(scripts.prepare).toBe('node scripts/prepare.mjs');
  expect(Object.keys(scripts).filter((name) => INSTALLS.has(name))).toEqual([]);
});

describe('a checkout without development packages', () => {
  const prepared = (folder: string, command: string) =>
    spawnSync(process.execPath, [join(folder, 'scripts/prepare.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, npm_command: command },
    });

  it('is installed with a sentence on what is missing, and is not packed', () => {
    const folder = join(prefix, 'checkout');
    for (const part of ['scripts', 'bin', 'package.json']) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    }
    const installation = prepared(folder, 'ci');
    expect([installation.status, installation.stderr]).toEqual([
      0,
      'mtop-sim: not built, since what builds it is missing: npm ci --include=dev\n',
    ]);
    expect(prepared(folder, 'pack').status).toBe(1);
    const start = spawnSync(process.execPath, [join(folder, 'bin/mtop-sim.js')], {
      encoding: 'utf8',
    });
    expect([start.status, start.stderr]).toEqual([
      1,
      'mtop-sim: not built yet: run npm ci --include=dev\n',
    ]);
  });
});

describe('the lock file', () => {
  it('has an integrity for every package, those of other systems too', () => {
    const { packages } = JSON.parse(readDocument('package-lock.json'));
    const { '': _, ...others } = packages as Record<string, { integrity?: string }>;
    const without = Object.keys(others).filter((name) => !others[name]!.integrity);
    expect(without).toEqual([]);
    for (const system of ['linux', 'darwin', 'win32']) {
      expect(Object.keys(others).some((name) => name.includes(`-${system}-`))).toBe(true);
    }
  });
});

const BUNDLED = [
  ...['chalk', 'commander', 'json-rpc-2.0', 'prom-client', '@opentelemetry/api', 'tdigest'],
  ...['bintrees', 're2js', 'yaml', 'hyparquet-writer', 'hyparquet', '@observablehq/plot'],
  ...['isoformat', 'd3-array', 'd3-axis'],
  ...['d3-color', 'd3-format', 'd3-geo', 'd3-interpolate', 'd3-path', 'd3-scale'],
  ...['d3-scale-chromatic', 'd3-selection', 'd3-shape', 'd3-time', 'd3-time-format'],
];
const INSTALLS = new Set(['preinstall', 'install', 'postinstall']);

const PLACES =
  /^((bin|config|man|docs|docs\/screens|docs\/studies|completions|dist\/program|examples|examples\/studies)\/[^/]+|dist\/types\/.*\.d\.ts|(README|CHANGELOG|ARCHITECTURE|CONTRIBUTING)\.md|LICENSE|package\.json)$/;

interface Archive {
  readonly filename: string;
  readonly files: readonly string[];
}

/** What is in the folder as an archive; the program has been built already. */
function pack(folder: string): Archive {
  const written = npm(['pack', '--ignore-scripts', '--json', folder]);
  const [archive] = Object.values(JSON.parse(written)) as {
    filename: string;
    files: { path: string }[];
  }[];
  return {
    filename: `./${archive!.filename}`,
    files: archive!.files.map(({ path }) => path),
  };
}

function npm(words: readonly string[]): string {
  const common = ['--no-audit', '--no-fund', '--cache', join(prefix, 'cache')];
  return execFileSync('npm', [...words, ...common], {
    cwd: prefix,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function installed(words: readonly string[]): string {
  const program = join(prefix, 'node_modules', '.bin', 'mtop-sim');
  return execFileSync(program, words, { cwd: prefix, encoding: 'utf8' });
}
