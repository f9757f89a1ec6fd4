import { printable } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import type { JobReport, NodeAnswer } from '../../live/job.js';
import type { MoveCall, Outcome } from '../../live/move.js';
import {
  type Found,
  LEASE_SECONDS,
  lookEverywhere,
  moveJob,
  REHEARSE_KB,
  recoverJob,
} from '../../live/mover.js';
import { NodeCalls, type Printed, type Way } from '../../live/node-calls.js';
import { readMapFile } from '../../workload/files/map-file.js';
import { hostName } from '../host-name.js';
import { complain, write } from '../output.js';

export interface JobOptions {
  /** Hosts where a job may be. */
  readonly on?: string;
  /** A map of them, as /etc/openmosix.map. */
  readonly hosts?: string;
}

/** The hosts of a command, by N#. */
export class JobNodes {
  readonly calls: NodeCalls;
  readonly #names: ReadonlyMap<number, string>;

  constructor(hosts: readonly (readonly [id: number, host: string])[]) {
    this.#names = new Map(hosts);
    this.calls = new NodeCalls(new Map(hosts.map(([id, host]) => [id, wayOf(host)])));
  }

  name(id: number): string {
    return printable(this.#names.get(id)!);
  }

  id(name: string): number {
    const found = [...this.#names].find(([, host]) => host === name)?.[0];
    if (found === undefined) throw new UserError(`${printable(name)} is none of the hosts named`);
    return found;
  }

  answer(call: MoveCall): Promise<NodeAnswer> {
    return new Promise((done) => this.calls.carryOut(call, 0, done));
  }

  printed(call: MoveCall): Promise<Printed> {
    return new Promise((done) => this.calls.print(call, done));
  }

  recover(job: string, lost: ReadonlySet<string> = new Set()): Promise<Found> {
    return new Promise((done) => recoverJob(job, this.calls, { lost, done }));
  }

  look(job: string): Promise<ReadonlyMap<number, JobReport>> {
    return new Promise((done) => lookEverywhere(job, this.calls, done));
  }

  move(job: string, source: number, target: number): Promise<Outcome> {
    const plan = { job, move: this.calls.seat, source, target, leaseSeconds: LEASE_SECONDS };
    return new Promise((done) =>
      moveJob({ ...plan, rehearseKb: REHEARSE_KB }, this.calls, { done, call: traced }),
    );
  }

  /** The jobs of the nodes that answer, and whether all do; says which do not. */
  async jobs(): Promise<{ readonly names: readonly string[]; readonly isWhole: boolean }> {
    const answers = await Promise.all(
      this.calls.nodes.map((node) => this.answer({ verb: 'jobs', node, words: [] })),
    );
    const names = answers.flatMap((answer, index) => {
      if (answer.kind === 'yes') return (answer.facts.jobs ?? '').split(' ').filter(Boolean);
      complain(`${this.name(this.calls.nodes[index]!)}: ${answer.reason}`);
      return [];
    });
    const isWhole = answers.every(({ kind }) => kind === 'yes');
    return { names: [...new Set(names)].sort(), isWhole };
  }
}

/** With MTOP_SIM_TRACE=moves each call of a move is a line of JSON on standard error. */
function traced({ verb, node }: MoveCall, answer: { readonly kind: string }): void {
  if (process.env.MTOP_SIM_TRACE !== 'moves') return;
  write(`${JSON.stringify({ ms: performance.now(), verb, node, ...answer })}\n`);
}

/** Does something with the hosts that the options name, and ends the connections to them. */
export async function withNodes(
  { on, hosts }: JobOptions,
  act: (nodes: JobNodes) => Promise<number>,
): Promise<number> {
  const nodes = new JobNodes(hostsOf(on, hosts));
  try {
    return await act(nodes);
  } finally {
    nodes.calls.close();
  }
}

/** Those named first, then those of the map; none: this computer. */
function hostsOf(on: string | undefined, map: string | undefined): readonly [number, string][] {
  const named = on?.split(',') ?? [];
  const mapped = map === undefined ? [] : readMapFile(map, undefined);
  const all = [...new Set([...named, ...mapped.map(({ name, address }) => name ?? address!)])];
  return (all.length === 0 ? [''] : all.map(hostName)).map((host, index) => [index + 1, host]);
}

function wayOf(host: string): Way {
  return host === '' ? { host: undefined } : { host };
}
