import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Client } from './methods.js';
import { Outbox } from './outbox.js';
import type { Service, Subscriber } from './service.js';
import { withoutInfinity } from './wire.js';

/** The longest line that is read: a command or a question is a few hundred bytes. */
export const MOST_CHARACTERS = 64 * 1024;

/** Answers a line. @returns the answer; null: none is due */
export type AnswerLine = (line: string, client: Client) => Promise<object | null>;

/**
 * One client of a running cluster. Of one that does not read its answers nothing more is read, and
 * one that sends no end of a line is disconnected: nobody else notices.
 */
export class Connection implements Client, Subscriber {
  name: string;
  isReadOnly = false;
  outbox: Outbox | undefined;
  wantsViews = false;
  /** Whether it has changed something that it has not been told of. */
  #hasChanged = false;
  readonly #id: number;
  readonly #socket: Socket;
  readonly #service: Service;

  /** @param id of this one among all that there were */
  constructor(socket: Socket, { id, service }: { readonly id: number; readonly service: Service }) {
    this.#socket = socket;
    this.#service = service;
    this.#id = id;
    this.name = `client#${id}`;
    socket.setEncoding('utf8');
    // What ends a connection is seen by who reads it.
    socket.on('error', () => {});
  }

  get isBusy(): boolean {
    return this.#socket.destroyed || this.#socket.writableNeedDrain;
  }

  introduce(name: string, isReadOnly: boolean): void {
    this.name = `${name}#${this.#id}`;
    this.isReadOnly = isReadOnly;
  }

  change(): void {
    this.#hasChanged = true;
  }

  subscribe({ events, views }: { readonly events: boolean; readonly views: boolean }): number {
    if (events) this.outbox ??= new Outbox();
    else this.outbox = undefined;
    this.wantsViews = views;
    return this.#service.add(this);
  }

  write(text: string | Uint8Array): void {
    this.#socket.write(text);
  }

  /** Answers line by line, until the client ends. */
  async serve(answer: AnswerLine): Promise<void> {
    try {
      let rest = '';
      const texts: AsyncIterable<string> = this.#socket.iterator({ destroyOnReturn: false });
      for await (const text of texts) {
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        for (const line of lines) await this.#answer(line, answer);
        if (rest.length > MOST_CHARACTERS) break;
      }
      if (rest !== '') await this.#answer(rest, answer);
    } catch {
      // A client may vanish at any time.
    } finally {
      this.#service.remove(this);
      this.#socket.destroySoon();
    }
  }

  end(): void {
    this.#socket.destroy();
  }

  async #answer(line: string, answer: AnswerLine): Promise<void> {
    if (line.trim() === '') return;
    const response = await answer(line, this);
    if (response !== null) this.write(`${JSON.stringify(response, withoutInfinity)}\n`);
    // An answer comes before what it is about, and that at once.
    if (this.#hasChanged) this.#service.tellTo(this);
    this.#hasChanged = false;
    // Time goes on between two answers.
    await turn();
    if (this.isBusy) await this.#drained();
  }

  /** Waits until everything is on its way, or nobody is there any more. */
  #drained(): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      if (socket.destroyed) resolve();
      else socket.on('drain', done).on('close', done);
    });
  }
}
