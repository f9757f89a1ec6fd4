import { existsSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import type { Answer } from '../../cluster/facts/command.js';
import type { NodeView, ProcessView, Totals } from '../../cluster/facts/view.js';
import { call } from '../../control/client.js';
import { runningClusters, socketFile } from '../files/socket-file.js';
import { nameOf } from './listening.js';

/** Where a tool of openMosix is used. */
export interface ToolOptions {
  /** The running cluster; default: $MTOP_SIM_CLUSTER, or the only one that runs. */
  readonly cluster?: string;
  /** The N# of the node on which it is typed; default: the first one. */
  readonly on?: number;
  /** Whether the answer is printed as JSON. */
  readonly json?: boolean;
}

/** What there is to be seen of a running cluster. */
export interface ToolView {
  readonly at: number;
  readonly totals: Totals;
  readonly nodes: readonly NodeView[];
  readonly processes: readonly ProcessView[];
}

/** A tool of openMosix, on a running cluster. */
export class ClusterTool {
  readonly #name: string;
  readonly #options: ToolOptions;

  /** @param name as it stands in the events that it causes */
  constructor(name: string, options: ToolOptions) {
    this.#name = name;
    this.#options = options;
  }

  /** @param command as it stands in a timeline */
  async send(command: object): Promise<Answer> {
    return (await this.#call('send', command)) as Answer;
  }

  /** @param words a question to mosctl */
  async ask(words: readonly string[]): Promise<Answer> {
    const { on } = this.#options;
    return (await this.#call('ask', { words, ...(on !== undefined && { on }) })) as Answer;
  }

  async view(): Promise<ToolView> {
    return (await this.#call('view', {})) as ToolView;
  }

  /** The N# of the node on which it is typed. */
  async home(): Promise<number> {
    return this.#options.on ?? (await this.view()).nodes[0]!.id;
  }

  async #call(method: string, params: object): Promise<unknown> {
    const path = await socketOf(this.#options.cluster);
    return await call(path, { name: nameOf(this.#name), method, params });
  }
}

/**
 * The socket of the cluster that is meant.
 * @param name default: $MTOP_SIM_CLUSTER, or the only one that runs
 */
export async function socketOf(name = process.env.MTOP_SIM_CLUSTER): Promise<string> {
  const path = name === undefined ? undefined : socketFile(name);
  if (path !== undefined && existsSync(path)) return path;
  const running = await runningClusters();
  if (running.length === 0) throw new UserError('no cluster runs: start one with mtop-sim serve');
  if (name !== undefined)
    throw new UserError(`no cluster ${name} runs, only ${running.join(', ')}`);
  if (running.length === 1) return socketFile(running[0]!);
  throw new UserError(`several clusters run: choose one by --cluster: ${running.join(', ')}`);
}
