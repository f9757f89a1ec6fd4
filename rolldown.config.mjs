import { defineConfig } from 'rolldown';

// The program in few files: a start reads some ten modules instead of a hundred. The folder is as
// deep as src/cli, so that paths relative to a module hold.
export default defineConfig({
  input: 'dist/cli/main.js',
  platform: 'node',
  // They find files of their own beside their code.
  external: [/^blessed/, 'systeminformation'],
  output: { dir: 'dist/program', format: 'esm', cleanDir: true },
});
