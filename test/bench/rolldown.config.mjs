import { defineConfig } from 'rolldown';

// What measures a part of the program is gathered as the program itself is (rolldown.config.mjs):
// the compiler knows the constants of a file, not those that a file has from another one.
export default defineConfig({
  input: ['measure-engine', 'measure-frame', 'measure-reading'].map(
    (name) => `test/bench/${name}.mjs`,
  ),
  platform: 'node',
  external: [/^blessed\//, 'systeminformation'],
  output: { dir: 'dist/bench', format: 'esm', cleanDir: true },
});
