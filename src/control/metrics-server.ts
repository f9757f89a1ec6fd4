import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Session } from '../session/session.js';
import { Figures } from './figures.js';

/** Where figures are served. */
export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** Serves the figures of a cluster to Prometheus, by HTTP under /metrics. */
export class MetricsServer {
  readonly #figures: Figures;
  readonly #server: Server;

  constructor(session: Session) {
    this.#figures = new Figures(session, ownUse);
    this.#server = createServer((request, response) => {
      const isAsked = request.method === 'GET' && request.url?.split('?')[0] === '/metrics';
      if (!isAsked) {
        response.writeHead(404).end('figures are under /metrics\n');
        return;
      }
      void this.#figures.text().then((text) => {
        response.writeHead(200, { 'content-type': this.#figures.contentType }).end(text);
      });
    });
  }

  /** Rejects when that cannot be. @returns the port, also where 0 asked for any that is free */
  async listen({ host, port }: MetricsAddress): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    this.#server.unref();
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Another run takes the place of the one that was measured. */
  show(session: Session): void {
    this.#figures.show(session);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function ownUse() {
  const { user, system } = process.cpuUsage();
  return { cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() };
}
