/**
 * crowd-seat.mjs SCENARIO RATE FILE: a dashboard to which others may attach, as the program's own is,
 * that times its frames. Until SIGTERM; then it writes of each frame when it began (milliseconds since
 * 1970) and what it took, milliseconds of the processor: `[[at, took], ...]`.
 */
import { writeFileSync } from 'node:fs';
import { share } from '../../dist/cli/dashboard/sharing.js';
import { Warnings } from '../../dist/cli/dashboard/warnings.js';
import { openToRecord } from '../../dist/cli/opening/open-recording.js';
import { charsetOf } from '../../dist/tui/drawing/charset.js';
import { sampleOf } from '../../dist/tui/past/sample.js';
import { initialState } from '../../dist/tui/state.js';
import { Terminal } from '../../dist/tui/terminal/terminal.js';
import { colourDepthOf, themeOf } from '../../dist/tui/terminal/theme.js';
import { update } from '../../dist/tui/update.js';
import { screenFrame } from '../../dist/tui/views/screen.js';

const FRAMES_PER_SECOND = 8;
const [, , scenario, rate, output] = process.argv;

const frames = [];
const { session: recorded } = await openToRecord(scenario, {});
const { session } = share(recorded, { nodes: recorded.nodes, warnings: new Warnings() });
const charset = charsetOf(process.env);
let state;
const terminal = new Terminal({
  theme: themeOf(colourDepthOf(process.env)),
  charset,
  frame: () => screenFrame(state),
  onMessage: () => {},
  onEnd() {
    writeFileSync(output, JSON.stringify(frames));
    process.exit(0);
  },
});
let events = [];
session.subscribe((event) => events.push(event));
const beginning = { size: terminal.size, charset, readOnly: false, rate: Number(rate) };
state = initialState({ info: session.info, ...beginning, sample: sampleOf(session) });
session.beginTime({ rate: Number(rate), framesPerSecond: FRAMES_PER_SECOND, onFrame });

/** What the dashboard does for a frame: a sample, the next state, the frame, and what is drawn. */
function onFrame() {
  const at = performance.timeOrigin + performance.now();
  const before = process.cpuUsage();
  const sample = sampleOf(session, events);
  events = [];
  state = update(state, { type: 'sampled', sample }).state;
  const { user, system } = process.cpuUsage(before);
  // It is drawn in an immediate; others that wait for the same turn belong to nobody's frame.
  let drawnFrom;
  setImmediate(() => {
    drawnFrom = process.cpuUsage();
  });
  terminal.requestFrame();
  setImmediate(() => {
    const drawn = process.cpuUsage(drawnFrom);
    frames.push([at, (user + system + drawn.user + drawn.system) / 1000]);
  });
}
