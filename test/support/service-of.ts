import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CommonSession } from '../../src/control/common-session.js';
import { BadParameters, methodsOf } from '../../src/control/methods.js';
import { ControlServer } from '../../src/control/server.js';
import { Service } from '../../src/control/service.js';
import { readCommandText } from '../../src/scenario/command-text.js';
import type { Session } from '../../src/session/session.js';
import type { SimulatedSession } from '../../src/session/simulated.js';
import { FakeSession } from './fake-session.js';
import { temporaryFolder } from './temporary-folder.js';

/** A session as a service has it; default: one that does nothing. Nobody can reach it. */
export function serviceAround(session: Session = new FakeSession(), owner?: string): Service {
  return new Service(new CommonSession(session, owner));
}

/** A simulated cluster that is served in this process, until the test is over. */
export async function serviceOf(session: SimulatedSession, owner?: string) {
  const service = serviceAround(session, owner);
  const methods = methodsOf(service, (written) => {
    const command = readCommandText(written, session.nodes);
    if (typeof command === 'string') throw new BadParameters(command);
    return command;
  });
  const server = new ControlServer(service, methods);
  const path = join(temporaryFolder(), 's');
  await server.listen(path);
  onTestFinished(() => server.close());
  return { service, server, path };
}

/** A client that keeps every message it is sent. */
export class RawClient {
  readonly received: { readonly [key: string]: unknown }[] = [];
  readonly socket: Socket;
  #rest = '';

  constructor(path: string) {
    this.socket = connect(path);
    onTestFinished(() => void this.socket.destroy());
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop()!;
      for (const line of lines) this.received.push(JSON.parse(line));
    });
  }

  ask(id: number, method: string, params: object): void {
    this.socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  }

  /** What was told unasked by that name, in the order in which it came. */
  told(method: string): readonly Record<string, unknown>[] {
    return this.received
      .filter((one) => one.method === method)
      .map((one) => one.params as Record<string, unknown>);
  }
}
