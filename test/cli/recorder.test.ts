import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openToRecord } from '../../src/cli/opening/open-recording.js';
import { Recorder } from '../../src/cli/running/recorder.js';
import { CommonSession } from '../../src/control/common-session.js';
import { temporaryFolder } from '../support/command-line.js';

const SCENARIO = `
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, work: endless }]
`;

it('a recording says whose command each was: of the user, or of somebody who is attached', async () => {
  const folder = temporaryFolder({ 'three.yaml': SCENARIO });
  const before = process.env.XDG_STATE_HOME;
  process.env.XDG_STATE_HOME = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env.XDG_STATE_HOME;
    else process.env.XDG_STATE_HOME = before;
  });
  const { session, header } = await openToRecord(join(folder, 'three.yaml'), {});
  new Recorder(session, { header, onFailure: (reason) => expect.unreachable(reason) });
  const common = new CommonSession(session, 'eva:dashboard');
  common.send({ do: 'block', node: 2 as never });
  common.sendAs('ana:migrate#4', { do: 'block', node: 3 as never });
  const [file] = readdirSync(join(folder, 'mtop-sim'));
  const lines = readFileSync(join(folder, 'mtop-sim', file!), 'utf8')
    .trim()
    .split('\n');
  const by = lines.map((line) => JSON.parse(line)).filter(({ command }) => command !== undefined);
  expect(by.map((one) => one.by)).toEqual(['user', 'ana:migrate#4']);
});
