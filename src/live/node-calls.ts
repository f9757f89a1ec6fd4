import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quotedWord } from '../base/shell-words.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import { type NodeAnswer, readAnswer } from './job.js';
import type { MoveCall } from './move.js';
import type { Caller } from './mover.js';
import { connectionFolder } from './remote.js';

/** How a node is reached: by ssh, or on this computer, perhaps as a node of another name. */
export type Way =
  | { readonly host: string }
  | { readonly host: undefined; readonly environment?: Readonly<Record<string, string>> };

/** What a call has printed, and its exit code; undefined: a signal has ended it. */
export interface Printed {
  readonly code: number | null;
  readonly out: Buffer;
  readonly complaint: string;
}

let script: string | undefined;

/** What is carried out on nodes, as text; it lies beside this file. */
function nodeScript(): string {
  script ??= readFileSync(new URL('node.sh', import.meta.url), 'utf8');
  return script;
}

type Input = 'ignore' | NodeJS.ReadableStream;

/** No agent, no terminal, no question, and an end when the other side is silent for 4 s. */
const COMMON = [
  ...['-a', '-x', '-T', '-o', 'BatchMode=yes'],
  ...['-o', 'ServerAliveInterval=2', '-o', 'ServerAliveCountMax=2'],
];

/** What a node's shell is to carry out for a verb. */
function lineOf(words: readonly string[]): string {
  return `sh -c ${[nodeScript(), 'node.sh', ...words].map(quotedWord).join(' ')}`;
}

/**
 * Calls of node.sh at nodes. Each node has one ssh connection, made by its first call, over which
 * all others and copies go; it is not that of the sampler.
 */
export class NodeCalls implements Caller {
  readonly nodes: readonly NodeId[];
  readonly seat = `m${Date.now().toString(36)}${process.pid.toString(36)}`;
  readonly #ways: ReadonlyMap<NodeId, Way>;
  readonly #children = new Set<ChildProcess>();
  readonly #sockets = new Map<NodeId, string>();
  /** Whether one node reaches another one by itself: "from to". */
  readonly #reaches = new Map<string, boolean>();

  constructor(ways: ReadonlyMap<NodeId, Way>) {
    this.#ways = ways;
    this.nodes = [...ways.keys()];
  }

  carryOut(call: MoveCall, waitSeconds: number, done: (answer: NodeAnswer) => void): void {
    const start = () =>
      call.into === undefined
        ? this.print(call, ({ out, code, complaint }) =>
            done(readAnswer(code === null ? '' : out.toString('utf8'), complaint)),
          )
        : this.#copy(call, done);
    if (waitSeconds === 0) start();
    else setTimeout(start, waitSeconds * 1000);
  }

  /** Carries out a call whose answer is not in lines. */
  print({ node, verb, words }: MoveCall, done: (printed: Printed) => void): void {
    const child = this.#start(node, [verb, ...words], 'ignore');
    collect(child, done);
  }

  /**
   * Ends the connections; what was begun on nodes goes on. It waits for that: the sockets go with the
   * program, and a connection that cannot be told to end would stay for a minute.
   */
  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    for (const [node, socket] of this.#sockets) {
      const { host } = this.#ways.get(node)!;
      const words = ['-O', 'exit', '-o', `ControlPath=${socket}`, '--', host!];
      spawnSync('ssh', words, { stdio: 'ignore', timeout: CLOSING_MS });
    }
  }

  /**
   * Out of one node into another one. What is large goes directly, where the source reaches the target
   * by ssh with the user's own keys; all else goes through this computer.
   */
  #copy(call: MoveCall, done: (answer: NodeAnswer) => void): void {
    const { node, verb, into } = call;
    const way = `${node} ${into!.node}`;
    const throughHere = () => this.#copyThroughHere(call, done);
    const directly = () =>
      this.#direct(call, (answer) => {
        if (answer.kind === 'silence') this.#reaches.set(way, false);
        done(answer);
      });
    const isKnown = this.#reaches.get(way);
    if (isKnown === true && verb !== 'pack') directly();
    else if (isKnown !== undefined || verb !== 'packahead' || !this.#isRemote(call)) throughHere();
    else {
      this.#probe(call, (isSo) => {
        this.#reaches.set(way, isSo);
        if (isSo) directly();
        else throughHere();
      });
    }
  }

  #isRemote({ node, into }: MoveCall): boolean {
    return [node, into!.node].every((id) => this.#ways.get(id)!.host !== undefined);
  }

  /** Whether the source reaches the target itself: who answers there must have made room for this move. */
  #probe({ node, words, into }: MoveCall, done: (isSo: boolean) => void): void {
    const [job, move] = words;
    const look = { node: into!.node, verb: 'look', words: [job!] };
    this.#direct({ node, verb: '', words: [], into: look }, (answer) =>
      done(answer.kind === 'yes' && answer.facts.arriving?.split(' ')[0] === move),
    );
  }

  /** Has a node call another one, by ssh, with what it gives it; no agent is forwarded. */
  #direct({ node, verb, words, into }: MoveCall, done: (answer: NodeAnswer) => void): void {
    const there = `exec ${lineOf([into!.verb, ...into!.words])}`;
    const host = quotedWord(this.#ways.get(into!.node)!.host!);
    const ssh = `ssh ${[...COMMON, '-o', 'ConnectTimeout=5'].join(' ')} -- ${host} ${quotedWord(there)}`;
    const line =
      verb === ''
        ? `: direct; ${ssh} </dev/null`
        : `: direct; { { ${lineOf([verb, ...words])}; echo packed $? >&3; } | ${ssh}; } 3>&1`;
    collect(this.#ssh(node, line, 'ignore'), ({ out, complaint }) => {
      // The target may be done before the source has ended.
      const text = out.toString('utf8');
      const answer = readAnswer(text.replace(PACKED, ''), complaint);
      const isWhole = verb === '' || answer.kind !== 'yes' || text.match(PACKED)?.[1] === '0';
      done(isWhole ? answer : { kind: 'silence', reason: 'the copy was interrupted' });
    });
  }

  /** Both ends must have gone well. */
  #copyThroughHere(
    { node, verb, words, into }: MoveCall,
    done: (answer: NodeAnswer) => void,
  ): void {
    const from = this.#start(node, [verb, ...words], 'ignore');
    // What cannot be started is closed as well.
    from.on('error', () => {});
    const to = this.#start(into!.node, [into!.verb, ...into!.words], from.stdout!);
    // The other end has it.
    from.stdout!.destroy();
    let packed: number | null | undefined;
    let unpacked: Printed | undefined;
    const end = () => {
      if (packed === undefined || unpacked === undefined) return;
      const { code, out, complaint } = unpacked;
      const answer = readAnswer(code === null ? '' : out.toString('utf8'), complaint);
      const isWhole = packed === 0 || answer.kind === 'no';
      done(isWhole ? answer : { kind: 'silence', reason: 'the copy was interrupted' });
    };
    let lines = '';
    from.stderr!.on('data', (text) => {
      lines = (lines + text).slice(-MOST_COMPLAINTS);
    });
    from.on('close', (code) => {
      packed = code;
      end();
    });
    collect(to, (printed) => {
      unpacked = printed;
      end();
    });
  }

  #start(node: NodeId, words: readonly string[], input: Input): ChildProcess {
    const way = this.#ways.get(node)!;
    if (way.host !== undefined) return this.#ssh(node, `exec ${lineOf(words)}`, input);
    return this.#keep(
      spawn('sh', ['-c', nodeScript(), 'node.sh', ...words], {
        stdio: [input as never, 'pipe', 'pipe'],
        env: { ...process.env, ...way.environment },
      }),
    );
  }

  #ssh(node: NodeId, line: string, input: Input): ChildProcess {
    const { host } = this.#ways.get(node)!;
    return this.#keep(
      spawn('ssh', [...this.#options(node), '--', host!, line], {
        stdio: [input as never, 'pipe', 'pipe'],
        // A session of its own: nothing can ask for a password on the terminal.
        detached: true,
      }),
    );
  }

  #keep(child: ChildProcess): ChildProcess {
    this.#children.add(child);
    child.on('close', () => this.#children.delete(child));
    return child;
  }

  #options(node: NodeId): readonly string[] {
    let socket = this.#sockets.get(node);
    if (socket === undefined) {
      socket = join(connectionFolder(), `calls-${node}`);
      this.#sockets.set(node, socket);
    }
    return [
      ...[...COMMON, '-o', 'ConnectTimeout=10'],
      ...['-o', 'ControlMaster=auto', '-o', 'ControlPersist=60', '-o', `ControlPath=${socket}`],
    ];
  }
}

const MOST_COMPLAINTS = 4000;
const CLOSING_MS = 2000;

/** With which exit code the source has ended, in what comes of a direct copy. */
const PACKED = /^packed (\d+)\n/m;

function collect(child: ChildProcess, done: (printed: Printed) => void): void {
  const parts: Buffer[] = [];
  let complaints = '';
  let isDone = false;
  const finish = (code: number | null, complaint: string) => {
    if (isDone) return;
    isDone = true;
    done({ code, out: Buffer.concat(parts), complaint });
  };
  child.stdout!.on('data', (part: Buffer) => parts.push(part));
  child.stderr!.on('data', (text) => {
    complaints = (complaints + text).slice(-MOST_COMPLAINTS);
  });
  child.on('error', (error) => finish(null, error.message));
  child.on('close', (code) =>
    finish(code, complaints.trim().split('\n').at(-1) || `it ended with exit code ${code}`),
  );
}
