import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

// The program in few files: a start reads five instead of hundreds. The folder is as
// deep as src/cli, where the modules stand that look for files of the package.
export default defineConfig({
  // The program, the library, and what is started as threads of their own.
  input: [
    'dist/cli/main.js',
    'dist/library/index.js',
    'dist/cli/policies/policy-watchdog.js',
    'dist/cli/running/future-thread.js',
    'dist/cli/studies/study-thread.js',
  ],
  platform: 'node',
  // They find files of their own beside their code.
  external: [/^blessed\//, 'systeminformation'],
  // The same code as modules instead of CommonJS: each of its files would be compiled by itself at
  // the start, used or not.
  resolve: {
    alias: {
      yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)),
    },
  },
  // What the files below share may be exported by any of them.
  preserveEntrySignatures: 'allow-extension',
  plugins: [licences(), nodeScript(), regexEngine(), kind()],
  output: {
    dir: 'dist/program',
    // Node.js reads CommonJS sooner than ES modules, does not search what it takes of blessed for
    // exports, and lets us keep it compiled (bin/compiled.js).
    format: 'cjs',
    strict: true,
    chunkFileNames: '[name].js',
    cleanDir: true,
    // What need not be read is not there: a start is shorter by a thirtieth. Names of functions and
    // lines stay, so that the trace of a mistake says where it is.
    comments: false,
    minify: {
      compress: false,
      mangle: { keepNames: { function: true, class: true } },
      codegen: { removeWhitespace: false },
    },
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: fileOf, debugName: 'start, engine, screen' }],
    },
  },
});

let needed;

/**
 * Three files hold what every start needs, what a run needs beyond that, and what a screen needs of
 * the dashboard. By themselves the
 * modules would be in a file for each combination of commands that share them, more than twenty for
 * a run, and each is waited for. The start itself stays apart: it waits for the others, which must
 * not wait for it.
 */
function fileOf(id, modules) {
  const [run, start, screen] = ['commands/run.js', 'main.js', 'commands/snapshot.js'].map((file) =>
    resolve('dist/cli', file),
  );
  needed ??= {
    byRun: neededBy(run, modules),
    byStart: neededBy(start, modules),
    byScreen: neededBy(screen, modules),
  };
  if (id === start) return null;
  if (needed.byStart.has(id)) return 'start';
  if (needed.byRun.has(id)) return 'engine';
  return needed.byScreen.has(id) && id.startsWith(resolve('dist/tui')) ? 'screen' : null;
}

/** A module and all that it cannot do without. */
function neededBy(id, modules, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
    neededBy(imported, modules, found);
  }
  return found;
}

/** Puts what is sent to real nodes beside the code that sends it. */
function nodeScript() {
  return {
    name: 'node-script',
    generateBundle() {
      const source = readFileSync('src/live/node.sh', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'node.sh', source });
      // The single files need it as well.
      writeFileSync('dist/live/node.sh', source);
    },
  };
}

/**
 * Puts RE2 beside the program, where src/base/linear-regex.ts finds it as `#re2js`: few starts need
 * it, and only CommonJS can be read when it is needed.
 */
function regexEngine() {
  return {
    name: 'regex-engine',
    generateBundle() {
      const source = readFileSync(createRequire(import.meta.url).resolve('re2js'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 're2js.cjs', source });
    },
  };
}

/** Says that the program is CommonJS: the rest of the package is ES modules. */
function kind() {
  return {
    name: 'kind',
    generateBundle() {
      const source = JSON.stringify({ type: 'commonjs', imports: { '#re2js': './re2js.cjs' } });
      this.emitFile({ type: 'asset', fileName: 'package.json', source });
    },
  };
}

/** Puts the licences of the packages whose code is in the program beside it. */
function licences() {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const folders = new Set(
        Object.values(bundle)
          .flatMap(({ moduleIds = [] }) => moduleIds)
          .flatMap(
            (id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/')) ?? [],
          ),
      );
      folders.add(resolve('node_modules/re2js'));
      const source = [...folders].sort().map(licenceOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
    },
  };
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
