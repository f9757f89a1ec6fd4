import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../src/cli/opening/open-recording.js';
import { openToWatch } from '../../src/cli/opening/open-to-watch.js';
import { recordCrash } from '../support/crash-recording.js';
import { ran } from '../support/in-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Two processes that never end, on one CPU of speed 10000: a load of 2. Its policy asks for none. */
const TEXT = `policy: none
nodes: [{ count: 3, name: "node%d", speed: 10000 }]
workload: [{ home: node1, count: 2, work: endless }]
`;

const scenario = () => join(temporaryFolder({ 'x.yaml': TEXT }), 'x.yaml');

it('what is looked at has loads, though its policy needs none', async () => {
  const answer = await ran(['mosctl', scenario(), 'getload', '--at', '60s']);
  expect(answer).toEqual({ code: 0, out: '200\n', err: '' });
  const snapshot = await ran(['snapshot', scenario(), '--format', 'json', '--at', '60s']);
  const loads = JSON.parse(snapshot.out).nodes.map((node: { upperLoad: number }) => node.upperLoad);
  expect(loads.map(Math.round)).toEqual([2, 0, 0]);
  const session = await openToWatch(scenario(), {});
  session.advance(60);
  expect(Math.round(session.view().node(1)!.upperLoad)).toBe(2);
  const explained = await ran(['explain', scenario(), '--pid', '1000', '--at', '60s', '--json']);
  expect(Math.round(JSON.parse(explained.out).forecasts[0].load)).toBe(2);
});

it('what was recorded has them too', async () => {
  const path = join(temporaryFolder(), 'session.jsonl');
  await recordCrash(scenario(), path);
  const { session } = await openRecording(path, undefined);
  session.seek(50);
  expect(
    session
      .view()
      .nodes()
      .map(({ upperLoad }) => Math.round(upperLoad)),
  ).toEqual([2, 0, 0]);
});
