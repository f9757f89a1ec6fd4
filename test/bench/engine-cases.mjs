import { join } from 'node:path';
import { measureIn } from './child.mjs';
import { writeCrowd, writeProcessorSharing } from './generate.mjs';
import { median } from './median.mjs';
import { hasReference, timeReference } from './reference.mjs';
import { writeOpenMosixScenario, writeSharingScenario } from './scenario-files.mjs';

/** Runs this short are repeated in their process, until the compiler has seen them. */
const SHORT_PROCESSES = 20_000;
const WARM_SECONDS = 1;
const ROUNDS = 3;

/** Processor sharing without migration, in turns with the reference. */
export function measureSharing(plan, folder, progress) {
  const cases = plan.sharing.map(({ nodes, processes, times, reference }) => {
    const prefix = join(folder, `sharing-${nodes}-${processes}`);
    writeProcessorSharing(prefix, nodes, processes);
    const warmSeconds = processes < SHORT_PROCESSES ? WARM_SECONDS : 0;
    const given = { file: writeSharingScenario(prefix), until: null, warmSeconds };
    const name = `sharing: ${nodes} nodes, ${processes} processes`;
    const compares = reference && hasReference;
    return { name, nodes, processes, times, prefix, given, compares, own: [], other: [] };
  });
  const rounds = Math.max(...cases.map(({ times }) => times));
  for (let round = 0; round < rounds; round++) {
    for (const { name, times, prefix, given, compares, own, other } of cases) {
      if (round >= times) continue;
      progress(`${name} (${round + 1} of ${times})`);
      own.push(measureIn('measure-engine.js', given));
      if (compares) other.push(timeReference(prefix));
    }
  }
  return cases.map(({ name, nodes, processes, own, other }) => ({
    ...summary(name, nodes, own),
    processes,
    ...(other.length > 0 && comparison(own, other)),
  }));
}

/** One node where everybody starts at once. */
export function measureCrowds(plan, folder, progress) {
  const cases = plan.crowds.map((processes) => {
    const prefix = join(folder, `crowd-${processes}`);
    writeCrowd(prefix, processes);
    const given = { file: writeSharingScenario(prefix), until: null, warmSeconds: WARM_SECONDS };
    return { name: `crowd: 1 node, ${processes} processes at once`, processes, given, own: [] };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, given, own } of cases) {
      progress(`${name} (${round + 1} of ${ROUNDS})`);
      own.push(measureIn('measure-engine.js', given));
    }
  }
  return cases.map(({ name, processes, own }) => ({ ...summary(name, 1, own), processes }));
}

/** openMosix with gossip, memory and network. */
export function measureOpenMosix(plan, folder, progress) {
  const cases = plan.openMosix.map((nodes) => {
    const file = join(folder, `openmosix-${nodes}.yaml`);
    writeOpenMosixScenario(file, nodes);
    const given = { file, until: plan.openMosixSeconds };
    const name = `openMosix: ${nodes} nodes, ${plan.openMosixSeconds} s at load 0.7`;
    return { name, nodes, given, own: [] };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, given, own } of cases) {
      if (own.length > 0 && own[0].runSeconds > plan.patienceSeconds) continue;
      progress(`${name} (${round + 1})`);
      own.push(measureIn('measure-engine.js', given));
    }
  }
  return cases.map(({ name, nodes, own }) => summary(name, nodes, own));
}

/** Whether somebody who watches changes the completions of the smallest openMosix case. */
export function measureWatching(plan, folder) {
  const sharing = plan.sharing[1];
  const prefix = join(folder, `sharing-${sharing.nodes}-${sharing.processes}`);
  const givens = [
    { file: `${prefix}.yaml`, until: null },
    { file: join(folder, `openmosix-${plan.openMosix[1]}.yaml`), until: 300 },
  ];
  const digest = (given) => measureIn('measure-engine.js', given).digest;
  return givens.every((given) => digest(given) === digest({ ...given, watched: true }));
}

/** Medians of what was measured several times; what must not differ is checked. */
function summary(name, nodes, own) {
  const [{ events, completed, migrations, virtualSeconds, digest }] = own;
  if (own.some((one) => one.digest !== digest)) throw new Error(`${name} does not repeat itself`);
  const middle = (key) => median(own.map((one) => one[key]));
  const runSeconds = middle('runSeconds');
  return {
    name,
    nodes,
    events,
    completed,
    migrations,
    readSeconds: middle('readSeconds'),
    coldSeconds: middle('coldSeconds'),
    runSeconds,
    cpuSeconds: middle('cpuSeconds'),
    eventsPerSecond: events / runSeconds,
    completionsPerSecond: completed / runSeconds,
    nodeSecondsPerSecond: (nodes * virtualSeconds) / runSeconds,
    peakBytes: middle('peakBytes'),
    digest,
  };
}

/** How many times as long the reference takes: median of the pairs measured one after another. */
function comparison(own, other) {
  const ratios = own.map((one, index) => other[index].runSeconds / one.runSeconds);
  const wholes = own.map(({ readSeconds, coldSeconds }, index) => {
    const { readSeconds: otherRead, runSeconds: otherRun } = other[index];
    return (otherRead + otherRun) / (readSeconds + coldSeconds);
  });
  return {
    referenceRunSeconds: median(other.map(({ runSeconds }) => runSeconds)),
    timesReference: median(ratios),
    timesReferenceByCpu: median(own.map((one, index) => other[index].cpuSeconds / one.cpuSeconds)),
    timesReferenceWithReading: median(wholes),
  };
}
