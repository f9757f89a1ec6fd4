import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStudy } from '../../src/cli/studies/open-study.js';
import { temporaryFile } from '../support/temporary-file.js';

it('a study names the files of a shipped scenario alike, wherever the program and the study are', () => {
  const keys = 'measure: { warmUp: 10 processes, watch: 100 processes }\nreplications: 2\n';
  const file = temporaryFile('a.study.yaml', `scenario: compile-farm\n${keys}`);
  expect(openStudy(file).files.map(({ name }) => name)).toEqual([
    'a.study.yaml',
    join('mtop-sim', 'config', 'compile-farm.yaml'),
  ]);
});
