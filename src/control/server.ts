import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createJSONRPCErrorResponse, JSONRPCErrorCode, JSONRPCServer } from 'json-rpc-2.0';
import { BadParameters, type Methods } from './methods.js';

/** The longest line that is read: a command or a question is a few hundred bytes. */
const MOST_CHARACTERS = 64 * 1024;

/**
 * Answers requests of JSON-RPC 2.0, one a line, on a Unix socket. Every line is answered, in its
 * order, with an error where it cannot be understood. Of a client that does not read its answers
 * nothing more is read, and one that sends no end of a line is disconnected: nobody else notices.
 */
export class ControlServer {
  readonly #rpc: JSONRPCServer;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();

  constructor(methods: Methods) {
    this.#rpc = rpcOf(methods);
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  /** @param path of the socket, which is made; rejects when that cannot be */
  async listen(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, 'listening');
  }

  /** Ends all connections and removes the socket. */
  close(): void {
    for (const client of this.#clients) client.destroy();
    this.#server.close();
  }

  async #serve(socket: Socket): Promise<void> {
    this.#clients.add(socket);
    socket.setEncoding('utf8');
    try {
      let rest = '';
      const texts: AsyncIterable<string> = socket.iterator({ destroyOnReturn: false });
      for await (const text of texts) {
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        for (const line of lines) await this.#answer(socket, line);
        if (rest.length > MOST_CHARACTERS) break;
      }
      if (rest !== '') await this.#answer(socket, rest);
    } catch {
      // A client may vanish at any time.
    } finally {
      this.#clients.delete(socket);
      socket.destroySoon();
    }
  }

  async #answer(socket: Socket, line: string): Promise<void> {
    if (line.trim() === '') return;
    const response =
      line.length > MOST_CHARACTERS
        ? invalid(`a line has at most ${MOST_CHARACTERS} characters`)
        : await this.#responseTo(line);
    // Time goes on between two answers.
    await turn();
    if (response === null) return;
    const isTaken = socket.write(`${JSON.stringify(response, withoutInfinity)}\n`);
    if (!isTaken) await once(socket, 'drain');
  }

  /** The library throws at JSON that is nothing like a request: null, a number. */
  async #responseTo(line: string) {
    try {
      return await this.#rpc.receiveJSON(line);
    } catch {
      return invalid('a request is an object of JSON-RPC 2.0');
    }
  }
}

function rpcOf(methods: Methods): JSONRPCServer {
  const rpc = new JSONRPCServer({ errorListener: () => {} });
  rpc.mapErrorToJSONRPCErrorResponse = (id, error: unknown) => {
    const isOurs = error instanceof BadParameters;
    const code = isOurs ? JSONRPCErrorCode.InvalidParams : JSONRPCErrorCode.InternalError;
    return createJSONRPCErrorResponse(id, code, isOurs ? error.message : 'it failed');
  };
  for (const [name, method] of Object.entries(methods)) rpc.addMethod(name, method);
  return rpc;
}

function invalid(message: string) {
  return createJSONRPCErrorResponse(null, JSONRPCErrorCode.InvalidRequest, message);
}

/** What never ends has no number in JSON. */
function withoutInfinity(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'endless' : value;
}
