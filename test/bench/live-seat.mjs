/**
 * live-seat.mjs HOST...: a seat without a screen. It watches the nodes, makes their view four times a
 * second, and says on a line of JSON when all were seen first, and each second what it has read.
 */
import { LiveSession } from '../../dist/live/live-session.js';
import { sshLink, WALL_CLOCK } from '../../dist/live/remote.js';
import { OPENMOSIX_FIELDS } from '../../dist/scenario/schema/scenario-fields.js';
import { openmosix } from '../../dist/scheduler/policies/openmosix.js';

const hosts = process.argv.slice(2);
let characters = 0;
let samples = 0;

/** A link that counts what comes over it. */
function counted(link) {
  return {
    run: (script, done) => link.run(script, done),
    close: () => link.close(),
    sample({ line, end }) {
      link.sample({
        end,
        line(text) {
          characters += text.length + 1;
          if (text === '.') samples++;
          line(text);
        },
      });
    },
  };
}

/** @type {any} */
const parameters = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
);
const session = new LiveSession({
  hosts: hosts.map((host, index) => ({ id: index + 1, host, link: counted(sshLink(host, 1)) })),
  clock: WALL_CLOCK,
  policies: [openmosix],
  parameters,
  periodSeconds: 1,
});
const first = setInterval(() => {
  if (session.nodes.some(({ sample }) => sample === undefined)) return;
  clearInterval(first);
  console.log(JSON.stringify({ firstSeconds: performance.now() / 1000 }));
}, 5);
setInterval(() => session.view(), 250);
setInterval(() => console.log(JSON.stringify({ characters, samples })), 1000);
