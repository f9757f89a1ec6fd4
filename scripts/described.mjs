/**
 * The last step of the build: writes the manual page and the schema, as the program prints them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/mtop-sim.js', import.meta.url));
mkdirSync(new URL('../man/', import.meta.url), { recursive: true });
write('man', '../man/mtop-sim.1');
write('schema', '../config/scenario.schema.json');

function write(command, file) {
  // These compile little of the program: that would be kept for starts that need more.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const text = execFileSync(process.execPath, [program, command], { env });
  writeFileSync(new URL(file, import.meta.url), text);
}
