import { createConnection, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { UserError } from '../base/user-error.js';
import { withInfinity } from './wire.js';

/** A message of the cluster's: an answer, or what is told unasked. */
interface Received {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: UserError) => void;
}

/** Is told what the cluster says unasked. */
export type Listener = (method: string, params: unknown) => void;

/** A connection to a running cluster, from the side of a client. */
export class Peer {
  /** Why it has ended; undefined: it has not. */
  #lost: UserError | undefined;
  #rest = '';
  #nextId = 1;
  /** When all that was read so far has been taken. */
  #taken: Promise<void> = Promise.resolve();
  #onNotification: Listener = () => {};
  #onLoss: () => void = () => {};
  readonly #waiting = new Map<number, Waiting>();
  readonly #socket: Socket;
  readonly #path: string;

  /** @param path of the socket of the cluster */
  constructor(path: string) {
    const socket = createConnection(path);
    this.#socket = socket;
    this.#path = path;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('end', () => void this.#taken.then(() => this.#lose('has ended')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#lose(`cannot be reached (${error.code})`);
    });
  }

  set onNotification(listener: Listener) {
    this.#onNotification = listener;
  }

  /** Is called once, when the cluster has ended. */
  set onLoss(listener: () => void) {
    this.#onLoss = listener;
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** @throws UserError when the cluster is not there any more or does not understand */
  request(method: string, params: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) {
        reject(this.#lost);
        return;
      }
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  }

  close(): void {
    this.#lost ??= new UserError('the connection is closed');
    this.#socket.destroy();
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    this.#taken = this.#taken.then(() => this.#takeAll(lines));
  }

  /** Who waits for an answer has it before what follows is told. */
  async #takeAll(lines: readonly string[]): Promise<void> {
    for (const line of lines) if (this.#take(line)) await turn();
  }

  /** @returns whether it was an answer that somebody waits for */
  #take(line: string): boolean {
    const received = receivedIn(line);
    if (received === undefined) {
      this.#lose('does not answer as mtop-sim does');
      this.#socket.destroy();
      return false;
    }
    const { id, result, error, method, params } = received;
    if (method !== undefined) {
      this.#onNotification(method, params);
      return false;
    }
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return false;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new UserError(error.message));
    return true;
  }

  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = new UserError(`the cluster at ${this.#path} ${why}`);
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
    this.#onLoss();
  }
}

/** Undefined: it is no message. */
function receivedIn(line: string): Received | undefined {
  try {
    // The bulk of what is sent says by itself what never ends.
    const isBulk = line.startsWith('{"jsonrpc":"2.0","method":"seen"');
    const received: unknown = JSON.parse(line, isBulk ? undefined : withInfinity);
    return typeof received === 'object' ? ((received ?? undefined) as Received) : undefined;
  } catch {
    return undefined;
  }
}
