#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// Node 22.8 and later keep what they have compiled for the next start.
module.enableCompileCache?.();

if (existsSync(new URL('../dist/program/main.js', import.meta.url))) {
  await import('../dist/program/main.js');
} else {
  process.stderr.write('mtop-sim: not built yet: run npm ci --include=dev\n');
  process.exitCode = 1;
}
