#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { keepCompiled } = require('./compiled.js');

const program = join(__dirname, '../dist/program');

if (existsSync(join(program, 'main.js'))) {
  keepCompiled([program, dirname(require.resolve('blessed/package.json'))]);
  require('../dist/program/main.js');
} else {
  process.stderr.write('mtop-sim: not built yet: run npm ci --include=dev\n');
  process.exitCode = 1;
}
