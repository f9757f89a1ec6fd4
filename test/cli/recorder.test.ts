import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openToRecord } from '../../src/cli/opening/open-recording.js';
import { Recorder } from '../../src/cli/running/recorder.js';
import { CommonSession } from '../../src/control/common-session.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = `
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, work: endless }]
`;

function recordingIn(folder: string): readonly string[] {
  const [file] = readdirSync(join(folder, 'mtop-sim'));
  return readFileSync(join(folder, 'mtop-sim', file!), 'utf8')
    .trim()
    .split('\n');
}

it('a session whose place another one has taken is not recorded any more', async () => {
  const folder = temporaryFolder({ 'three.yaml': SCENARIO });
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { session, header } = await openToRecord(join(folder, 'three.yaml'), {});
  const onFailure = (reason: string) => expect.unreachable(reason);
  const recorder = new Recorder(session, { header, onFailure });
  session.send({ do: 'block', node: 2 as never });
  session.advance(10);
  recorder.close();
  const lines = recordingIn(folder);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ at: 10 });
  session.send({ do: 'block', node: 3 as never });
  expect(recordingIn(folder)).toEqual(lines);
});

it('a recording says whose command each was: of the user, or of somebody who is attached', async () => {
  const folder = temporaryFolder({ 'three.yaml': SCENARIO });
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { session, header } = await openToRecord(join(folder, 'three.yaml'), {});
  new Recorder(session, { header, onFailure: (reason) => expect.unreachable(reason) });
  const common = new CommonSession(session, 'eva:dashboard');
  common.send({ do: 'block', node: 2 as never });
  common.sendAs('ana:migrate#4', { do: 'block', node: 3 as never });
  const lines = recordingIn(folder);
  const by = lines.map((line) => JSON.parse(line)).filter(({ command }) => command !== undefined);
  expect(by.map((one) => one.by)).toEqual(['user', 'ana:migrate#4']);
});
