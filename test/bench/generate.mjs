import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { SplitMix64 } from './splitmix64.mjs';

const CPUS = 2;
const UTILISATION = 0.7;
const LONGEST_SECONDS = 1000;
const CHUNK_ROWS = 10_000;

/**
 * Writes `PREFIX.hosts.csv` and `PREFIX.procs.csv` as ../shared/oracle/gen.py does: Poisson
 * arrivals at load 0.7, homes uniform, work P(T > t) = 1/t from 1 s up to an atom at 1000 s. Homes
 * and work are the same to the last bit; times of arrival as near as the logarithms of two
 * libraries are.
 */
export function writeProcessorSharing(prefix, nodes, processes, seed = 1) {
  writeNodes(prefix, nodes);
  const random = new SplitMix64(seed);
  const rate = (UTILISATION * nodes * CPUS) / (1 + Math.log(LONGEST_SECONDS));
  let seconds = 0;
  writeRows(`${prefix}.procs.csv`, 'pid,arrival,host,work\n', processes, (pid) => {
    seconds += -Math.log(random.unit()) / rate;
    const work = Math.min(1 / random.unit(), LONGEST_SECONDS);
    const home = Math.min(Math.floor(random.unit() * nodes), nodes - 1);
    return `${pid},${seconds},${home},${work}\n`;
  });
}

/** The same, but one node, where all processes start at once. */
export function writeCrowd(prefix, processes, seed = 1) {
  writeNodes(prefix, 1);
  const random = new SplitMix64(seed);
  writeRows(`${prefix}.procs.csv`, 'pid,arrival,host,work\n', processes, (pid) => {
    return `${pid},0,0,${Math.min(1 / random.unit(), LONGEST_SECONDS)}\n`;
  });
}

/** A trace in Standard Workload Format: 18 fields a line, as the archive's are. */
export function writeTrace(file, entries, seed = 1) {
  const random = new SplitMix64(seed);
  let seconds = 0;
  writeRows(file, '; Version: 2.2\n', entries, (row) => {
    seconds += Math.ceil(20 * random.unit());
    const run = Math.ceil(36_000 * random.unit());
    const processors = 2 ** Math.floor(6 * random.unit());
    const user = Math.ceil(200 * random.unit());
    return `${row + 1} ${seconds} 0 ${run} ${processors} -1 -1 ${processors} 36000 -1 1 ${user} 1 -1 1 -1 -1 -1\n`;
  });
}

function writeNodes(prefix, nodes) {
  const rows = Array.from({ length: nodes }, (_, node) => `${node},${CPUS},1.0\n`);
  writeFileSync(`${prefix}.hosts.csv`, `host,cores,speed\n${rows.join('')}`);
}

function writeRows(path, header, count, rowOf) {
  const file = openSync(path, 'w');
  let text = header;
  for (let row = 0; row < count; row++) {
    text += rowOf(row);
    if (row % CHUNK_ROWS > 0) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}
