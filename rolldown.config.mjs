import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

// The program in few files: a start reads some ten modules instead of hundreds. The folder is as
// deep as src/cli, where the modules stand that look for files of the package.
export default defineConfig({
  // The second one is started as a thread of its own.
  input: ['dist/cli/main.js', 'dist/cli/policies/policy-watchdog.js'],
  platform: 'node',
  // They find files of their own beside their code.
  external: ['blessed', 'systeminformation'],
  // The same code as modules instead of CommonJS: each of its files would be compiled by itself at
  // the start, used or not.
  resolve: {
    alias: {
      yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)),
    },
  },
  plugins: [licences()],
  output: { dir: 'dist/program', format: 'esm', cleanDir: true },
});

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
