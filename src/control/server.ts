import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { createJSONRPCErrorResponse, JSONRPCErrorCode, JSONRPCServer } from 'json-rpc-2.0';
import { Connection, MOST_CHARACTERS } from './connection.js';
import { BadParameters, type Client, type Methods } from './methods.js';
import type { Service } from './service.js';

/**
 * Answers requests of JSON-RPC 2.0, one a line, on a Unix socket, and tells its clients what they
 * have asked to be told. Every line is answered, in its order, with an error where it cannot be
 * understood.
 */
export class ControlServer {
  readonly #rpc: JSONRPCServer<Client>;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #timer: NodeJS.Timeout;
  #count = 0;

  constructor(service: Service, methods: Methods) {
    this.#rpc = rpcOf(methods);
    // Who has said all that he wants to still waits for the answers.
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const connection = new Connection(socket, { id: ++this.#count, service });
      this.#connections.add(connection);
      void connection
        .serve((line, client) => this.#answer(line, client))
        .finally(() => this.#connections.delete(connection));
    });
    this.#timer = setInterval(() => service.tell(), TELL_MILLISECONDS).unref();
  }

  /** @param path of the socket, which is made for its user alone; rejects when it cannot be */
  async listen(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, 'listening');
    chmodSync(path, 0o600);
  }

  /** How many clients there are. */
  get clients(): number {
    return this.#connections.size;
  }

  /** Ends all connections and removes the socket. */
  close(): void {
    clearInterval(this.#timer);
    for (const connection of this.#connections) connection.end();
    this.#server.close();
  }

  /** The library throws at a list with null in it. */
  async #answer(line: string, client: Client): Promise<object | null> {
    if (line.length > MOST_CHARACTERS) {
      return invalid(`a line has at most ${MOST_CHARACTERS} characters`);
    }
    try {
      return await this.#rpc.receiveJSON(line, client);
    } catch {
      return invalid('a request is an object of JSON-RPC 2.0');
    }
  }
}

const TELL_MILLISECONDS = 100;

function rpcOf(methods: Methods): JSONRPCServer<Client> {
  const rpc = new JSONRPCServer<Client>({ errorListener: () => {} });
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
