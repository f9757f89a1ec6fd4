import { writeFileSync } from 'node:fs';
import { openScenario } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { charsetOf } from '../../dist/tui/drawing/charset.js';
import { sampleOf } from '../../dist/tui/past/sample.js';
import { initialState } from '../../dist/tui/state.js';
import { Terminal } from '../../dist/tui/terminal/terminal.js';
import { colourDepthOf, themeOf } from '../../dist/tui/terminal/theme.js';
import { update } from '../../dist/tui/update.js';
import { screenFrame } from '../../dist/tui/views/screen.js';
import { median } from './median.mjs';

// Times the parts of a frame in the process that makes it; runs in a terminal, so that drawing is
// what it is there. Arguments: a scenario and the file for the result, JSON.
const [, , scenario, output] = process.argv;
const WARM_FRAMES = 20;
const FRAMES = 100;
const VIRTUAL_SECONDS = 0.5;

const session = await openSession(openScenario(scenario, {}), { measures: true });
session.advance(5);
const charset = charsetOf(process.env);
let state;
let drawnFrom = 0;
let madeAt = 0;
const terminal = new Terminal({
  theme: themeOf(colourDepthOf(process.env)),
  charset,
  frame: () => {
    drawnFrom = performance.now();
    const frame = screenFrame(state);
    madeAt = performance.now();
    return frame;
  },
  onMessage: () => {},
  onEnd: (exitCode) => process.exit(exitCode),
});
const { info } = session;
const beginning = { info, size: terminal.size, charset, readOnly: false, rate: 1 };
state = initialState({ ...beginning, sample: sampleOf(session) });

const sampled = [];
for (let frame = 0; frame < WARM_FRAMES + FRAMES; frame++) {
  session.advance(session.view().now + VIRTUAL_SECONDS);
  const times = await timeFrame(() => ({ type: 'sampled', sample: sampleOf(session) }));
  if (frame >= WARM_FRAMES) sampled.push(times);
}
const pressed = [];
for (let frame = 0; frame < WARM_FRAMES + FRAMES; frame++) {
  const times = await timeFrame(() => ({ type: 'key', key: 'down' }));
  if (frame >= WARM_FRAMES) pressed.push(times);
}
terminal.close();
writeFileSync(output, JSON.stringify({ sampled: medians(sampled), pressed: medians(pressed) }));
process.exit(0);

/** Milliseconds of one frame and its parts. */
async function timeFrame(makeMessage) {
  const begun = performance.now();
  const message = makeMessage();
  const given = performance.now();
  state = update(state, message).state;
  const updated = performance.now();
  terminal.requestFrame();
  // The frame is drawn in an immediate that was asked for before this one.
  await new Promise((resolve) => setImmediate(resolve));
  const drawn = performance.now();
  const parts = {
    sampleMs: given - begun,
    updateMs: updated - given,
    frameMs: madeAt - drawnFrom,
    drawMs: drawn - madeAt,
  };
  return { ...parts, wholeMs: Object.values(parts).reduce((sum, part) => sum + part) };
}

function medians(frames) {
  return Object.fromEntries(
    Object.keys(frames[0]).map((part) => [part, median(frames.map((frame) => frame[part]))]),
  );
}
