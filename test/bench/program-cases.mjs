import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureIn, timeNode } from './child.mjs';
import { writeProcessorSharing, writeTrace } from './generate.mjs';
import { median } from './median.mjs';
import { writeSharingScenario } from './scenario-files.mjs';

export const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

const READING_NODES = 10_000;
const READING_ROUNDS = 3;

/** A whole run of 7 nodes and 1000 processes, in turns with Node doing nothing. */
export function measureLaunch(plan, folder, progress) {
  const prefix = join(folder, 'launch');
  writeProcessorSharing(prefix, 7, 1_000);
  const file = writeSharingScenario(prefix);
  const own = [];
  const bare = [];
  progress('whole process');
  for (let launch = 0; launch < plan.launches; launch++) {
    bare.push(timeNode(['-e', '0']));
    own.push(timeNode([PROGRAM, 'run', file]));
  }
  return {
    runSeconds: median(own),
    bareSeconds: median(bare),
    timesBare: median(own.map((seconds, launch) => seconds / bare[launch])),
  };
}

/** Files of so many lines, read to their end. */
export function measureReading(plan, folder, progress) {
  const csv = join(folder, 'reading');
  writeProcessorSharing(csv, READING_NODES, plan.lines);
  const swf = join(folder, 'reading.swf');
  writeTrace(swf, plan.lines);
  const cases = [
    { name: `CSV, ${plan.lines} lines`, spec: { kind: 'csv', file: `${csv}.procs.csv` }, own: [] },
    {
      name: `SWF, ${plan.lines} lines`,
      spec: {
        ...{ kind: 'swf', file: swf, home: 'random', timeScale: 1 },
        ...{ startSeconds: 0, endSeconds: Number.MAX_VALUE },
      },
      own: [],
    },
  ];
  for (let round = 0; round < READING_ROUNDS; round++) {
    for (const { name, spec, own } of cases) {
      progress(`reading ${name} (${round + 1} of ${READING_ROUNDS})`);
      own.push(measureIn('measure-reading.js', { spec, nodes: READING_NODES }));
    }
  }
  return cases.map(({ name, own }) => ({
    name,
    readSeconds: median(own.map((one) => one.readSeconds)),
    peakBytes: median(own.map((one) => one.peakBytes)),
    bytesBefore: median(own.map((one) => one.bytesBefore)),
  }));
}
