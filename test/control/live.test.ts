import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { attachTo } from '../../src/cli/sharing/attaching.js';
import { Listening } from '../../src/cli/sharing/listening.js';
import { LiveSession } from '../../src/live/live-session.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { FakeClock, FakeNode } from '../support/fake-node.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PARAMETERS = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
) as unknown as OpenMosixParameters;

it('whoever is attached to real nodes sees what the dashboard there sees, and changes nothing', async () => {
  const nodes = [new FakeNode(), new FakeNode()];
  const session = new LiveSession({
    hosts: nodes.map((link, index) => ({ id: index + 1, host: `cm${index + 1}`, link })),
    clock: new FakeClock(),
    policies: [openmosix],
    parameters: PARAMETERS,
    periodSeconds: 1,
  });
  nodes[0]!.shows([{ pid: 1234, state: 'R', ticks: 1000 }]);
  nodes[1]!.shows([]);
  const before = process.env.XDG_RUNTIME_DIR;
  process.env.XDG_RUNTIME_DIR = temporaryFolder();
  onTestFinished(() => {
    if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = before;
  });
  const listening = new Listening(session, { owner: 'eva:dashboard', readOnly: true });
  const path = await listening.begin('live', { isOnly: true });
  onTestFinished(() => listening.close());
  expect(path).toBe(join(process.env.XDG_RUNTIME_DIR!, 'mtop-sim', 'live.sock'));
  const attached = await attachTo(path);
  onTestFinished(() => attached.close());
  expect(attached.session.info).toMatchObject({ scenario: 'live', clock: 'wall' });
  expect(attached.session.view().processes()).toEqual(session.view().processes());
  expect(attached.session.view().nodes()).toEqual(session.view().nodes());
  const answer = await attached.session.send({ do: 'kill', pid: 10_001_234, signal: 'TERM' });
  expect(answer).toMatchObject({ accepted: false });
  expect(attached.session.past).toBeUndefined();
});
