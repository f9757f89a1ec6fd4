import { printable } from '../base/printable.js';
import { formatClock } from '../base/units.js';
import type { LiveNode } from './live-node.js';
import type { SampledProcess } from './sample.js';

/** Processes with less than this share of a CPU are not runnable most of the time. */
const RUNNABLE_SHARE = 0.005;

/**
 * Real nodes and what runs on them as a scenario. Processes that use a CPU are there from the
 * beginning and endless, because nothing tells how long they will still run; idle ones are left
 * out, and so are the samplers and a node of which nothing was heard.
 */
export function scenarioText(nodes: readonly LiveNode[], atSeconds: number): string {
  const seen = nodes.filter(({ sample }) => sample !== undefined);
  const running = seen.flatMap((node) =>
    othersOf(node)
      .filter(isRunning)
      .map((process) => ({ node, process })),
  );
  const all = seen.reduce((count, node) => count + othersOf(node).length, 0);
  const unheard = nodes.filter((node) => !seen.includes(node)).map(({ id }) => id);
  return [
    `# ${seen.length} real nodes as mtop-sim live saw them after ${formatClock(atSeconds)}.`,
    `# ${running.length === 1 ? '1 process uses' : `${running.length} processes use`} a CPU; ${all - running.length} idle ones are left out.`,
    ...(unheard.length === 0 ? [] : [`# Nothing was heard from: ${unheard.join(', ')}.`]),
    'name: live',
    'about: Real nodes and the processes that used their CPUs',
    'until: 10min',
    'nodes:',
    ...seen.map(nodeLine),
    ...(running.length === 0 ? [] : ['workload:']),
    ...running.map(({ node, process }) => processLine(node, process)),
    '',
  ].join('\n');
}

/** What a node would run if nobody watched it. */
function othersOf({ sample }: LiveNode): readonly SampledProcess[] {
  return sample!.processes.filter(({ pid }) => pid !== sample!.facts.self);
}

function isRunning({ cpuUse, state }: SampledProcess): boolean {
  return cpuUse >= RUNNABLE_SHARE || state === 'R';
}

function nodeLine({ spec }: LiveNode): string {
  const { id, name, cpus, threads, speed, memoryBytes, swapBytes } = spec;
  const gain = threads > 1 ? `, htGain: 1.25` : '';
  return (
    `  - { id: ${id}, name: ${nameOf(name, id)}, cpus: ${cpus}, threads: ${threads}${gain}, ` +
    `speed: ${speed}, memory: ${memoryBytes}, swap: ${swapBytes} }`
  );
}

function processLine({ id }: LiveNode, process: SampledProcess): string {
  const { name, user, nice, residentBytes } = process;
  const [command, owner] = [name, user].map((text) =>
    JSON.stringify(printable(text).trim() || '?'),
  );
  return (
    `  - { home: ${id}, work: endless, memory: ${residentBytes}, ` +
    `user: ${owner}, command: ${command}, nice: ${nice} }`
  );
}

/** A name that a scenario takes, with its N#: two computers may call themselves the same. */
function nameOf(host: string, id: number): string {
  const first = host.split('.')[0]!.replaceAll(/[^a-z0-9_-]/gi, '-');
  return JSON.stringify(`${/^[a-z]/i.test(first) ? first.slice(0, 24) : 'node'}-${id}`);
}
