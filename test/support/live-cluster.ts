import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SETUP = fileURLToPath(new URL('../live/setup-live.sh', import.meta.url));

/**
 * Why there are no real nodes here, in one sentence; undefined: there are. Nobody's machine gets
 * users and namespaces unasked, so MTOP_LIVE=1 asks for them; MTOP_LIVE=require says that they must
 * be, so that the tests fail where they cannot run.
 * @param part what is wanted of them: to be watched, or also that something moves
 */
export function whyNoNodes(part: 'nodes' | 'moves'): string | undefined {
  const { MTOP_LIVE } = process.env;
  if (MTOP_LIVE === 'require') return undefined;
  if (MTOP_LIVE === undefined) return 'real nodes are made where MTOP_LIVE=1 asks for them';
  if (process.platform !== 'linux') return 'nodes are made of namespaces, which only Linux has';
  const { status, stderr } = setup('mtop-live', ['check', part]);
  return status === 0 ? undefined : stderr.trim().split('\n').at(-1);
}

/**
 * Real nodes on this machine, of one file of tests: namespaces with an sshd each. `up` and `down` take
 * about a second.
 */
export class LiveCluster {
  readonly name = `mtop-live-${process.pid}`;
  readonly state = `/var/tmp/${this.name}`;
  readonly nodes: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;

  /** @param environment such as LIVE_CPU, which says how many percent of a CPU a node has */
  constructor(count: number, environment: NodeJS.ProcessEnv = {}) {
    this.nodes = Array.from({ length: count }, (_, index) => `n${index + 1}`);
    this.#environment = environment;
  }

  /** What a program needs whose ssh is to know the nodes. */
  get environment(): { readonly PATH: string } {
    return { PATH: `${this.state}/bin:${process.env.PATH}` };
  }

  up(): void {
    this.setup('up', String(this.nodes.length));
  }

  down(): void {
    this.setup('down');
  }

  /** A command of setup-live.sh. @returns what it prints; throws when it fails */
  setup(...words: readonly string[]): string {
    const { status, stdout, stderr } = setup(this.name, words, this.#environment);
    if (status !== 0) throw new Error(`setup-live.sh ${words.join(' ')}: ${stdout}${stderr}`);
    return stdout.trim();
  }

  /** A line of the shell on a node, as the ordinary user. @returns what it prints */
  on(node: string, line: string): string {
    return this.setup('ssh', node, line);
  }

  /** Starts a program on a node that goes on when this returns. @returns its pid there */
  start(node: string, line: string): number {
    return Number(this.on(node, `nohup setsid ${line} >/dev/null 2>&1 </dev/null & echo $!`));
  }
}

function setup(
  name: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  const env = { ...process.env, ...environment, LIVE_NAME: name };
  return spawnSync('sh', [SETUP, ...words], { encoding: 'utf8', env });
}
