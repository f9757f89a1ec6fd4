/** A copy of the project in which mistakes are made, one at a time. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'rolldown/utils';

const NEEDED = [
  'src',
  'test',
  'config',
  'bin',
  'docs',
  'examples',
  'man',
  'scripts',
  'README.md',
  'CHANGELOG.md',
  'package.json',
];
const ALSO = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'LICENSE',
  '.ci',
  'tsconfig.json',
  'vitest.config.ts',
];

export class ProjectCopy {
  /** @param {string} root the project */
  constructor(root) {
    this.folder = mkdtempSync(join(tmpdir(), 'mtop-sim-mutation-'));
    for (const name of [...NEEDED, ...ALSO]) {
      cpSync(join(root, name), join(this.folder, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    for (const file of sourcesOf(root)) this.write(file, this.read(file));
    // Users run the gathered program; here its modules stay apart, so that one can be changed
    // alone.
    this.#put('dist/program/package.json', '{ "type": "commonjs" }\n');
    this.#put('dist/program/main.js', "import('../cli/main.js');\n");
    const about = readFileSync(join(root, 'package.json'), 'utf8');
    this.#put('package.json', about.replace('dist/program/index.js', 'dist/library/index.js'));
    // What is not of the project is taken as it was built.
    const regexEngine = 'dist/program/re2js.cjs';
    cpSync(join(root, regexEngine), join(this.folder, regexEngine));
  }

  /** @param {string} file from src */
  read(file) {
    return readFileSync(join(this.folder, 'src', file), 'utf8');
  }

  /** Changes a file of src, and the program that is made of it. */
  write(file, text) {
    this.#put(join('src', file), text);
    // As tsc does with verbatimModuleSyntax, and much faster.
    const options = /** @type {const} */ ({ typescript: { onlyRemoveTypeImports: true } });
    const { code } = transformSync(file, text, options);
    this.#put(join('dist', file.replace(/\.ts$/, '.js')), code);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #put(name, text) {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** The files of a project's src, from there, sorted. */
export function sourcesOf(root) {
  return readdirSync(join(root, 'src'), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .sort();
}

/** The text with a mistake in it. */
export function withMistake(text, { start, end, becomes }) {
  return text.slice(0, start) + becomes + text.slice(end);
}
