import { UserError } from '../../base/user-error.js';
import type { NodeSpec } from '../../cluster/facts/node-spec.js';
import { CommonSession } from '../../control/common-session.js';
import type { MetricsAddress, MetricsServer } from '../../control/metrics-server.js';
import type { ControlServer } from '../../control/server.js';
import { Service } from '../../control/service.js';
import type { Session } from '../../session/session.js';
import { systemReason } from '../failure.js';
import { freeSocket, removeSocket } from '../files/socket-file.js';
import { userName } from '../files/user.js';

/** A session whose commands can be read. */
export type Listener = Session & { readonly nodes: readonly NodeSpec[] };

export interface ListeningOptions {
  /** What commands may name; none: nobody's commands are read. */
  readonly nodes?: readonly NodeSpec[];
  /** Who sees it without being attached; none: nobody does. */
  readonly owner?: string;
  /** Whether nobody may change anything. */
  readonly readOnly?: boolean | undefined;
}

/** A cluster that other programs of the same user may watch, ask and command. */
export class Listening {
  readonly service: Service;
  #nodes: readonly NodeSpec[];
  #server: ControlServer | undefined;
  #metrics: MetricsServer | undefined;
  #path: string | undefined;
  readonly #owner: string | undefined;
  readonly #onExit = () => this.close();

  constructor(session: Session, { nodes = [], owner, readOnly }: ListeningOptions = {}) {
    this.#owner = owner;
    this.#nodes = nodes;
    this.service = new Service(new CommonSession(session, owner), readOnly);
  }

  /** The session as all see it. */
  get session(): CommonSession {
    return this.service.session;
  }

  /** Another run takes the place of the one that was shown. */
  show(session: Listener): CommonSession {
    this.#nodes = session.nodes;
    this.service.show(new CommonSession(session, this.#owner));
    this.#metrics?.show(this.session);
    return this.session;
  }

  /**
   * Makes the socket, named after the cluster. What is needed for that is loaded only now: a
   * dashboard shows its first frame before.
   * @param isOnly whether it must have that name; else a number is added to one that is taken
   * @returns the path of the socket
   * @throws UserError when that cannot be
   */
  async begin(name: string, { isOnly }: { readonly isOnly: boolean }): Promise<string> {
    const { BadParameters, methodsOf } = await import('../../control/methods.js');
    const { readCommandText } = await import('../../scenario/command-text.js');
    const { ControlServer } = await import('../../control/server.js');
    const methods = methodsOf(this.service, (written) => {
      const command = readCommandText(written, this.#nodes);
      if (typeof command === 'string') throw new BadParameters(command);
      return command;
    });
    for (let number = 1; ; number++) {
      const called = number === 1 ? name : `${name}-${number}`;
      const path = await freeSocket(called);
      if (
        path !== undefined &&
        (await this.#listens(path, new ControlServer(this.service, methods)))
      ) {
        this.#path = path;
        process.once('exit', this.#onExit);
        return path;
      }
      if (isOnly) {
        throw new UserError(`a cluster named ${called} runs already: give this one a --name`);
      }
    }
  }

  /** @returns false when another program has taken the socket meanwhile */
  async #listens(path: string, server: ControlServer): Promise<boolean> {
    try {
      await server.listen(path);
    } catch (error) {
      server.close();
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
      throw error;
    }
    this.#server = server;
    return true;
  }

  /**
   * Serves figures to Prometheus.
   * @returns the address at which they are, to be printed
   * @throws UserError when that cannot be
   */
  async measure({ host, port }: MetricsAddress): Promise<string> {
    const { MetricsServer } = await import('../../control/metrics-server.js');
    this.#metrics = new MetricsServer(this.session);
    const shown = host.includes(':') ? `[${host}]` : host;
    try {
      return `http://${shown}:${await this.#metrics.listen({ host, port })}/metrics`;
    } catch (error) {
      throw new UserError(`--metrics ${shown}:${port}: ${systemReason(error)}`);
    }
  }

  close(): void {
    process.off('exit', this.#onExit);
    this.#metrics?.close();
    this.#server?.close();
    if (this.#path !== undefined) removeSocket(this.#path);
    this.#path = undefined;
  }
}

/** A scenario's name as that of a socket. */
export function socketName(scenario: string): string {
  return scenario.replace(/[^\w-]/g, '_').slice(0, 36) || 'cluster';
}

/** Who asks, as it stands in events: `ana:migrate`. */
export function nameOf(program: string): string {
  return `${userName()
    .replace(/[^\w.@-]/g, '_')
    .slice(0, 32)}:${program}`;
}
