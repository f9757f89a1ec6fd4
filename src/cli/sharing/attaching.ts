import { basename } from 'node:path';
import { UserError } from '../../base/user-error.js';
import { AttachedSession } from '../../control/attached-session.js';
import { Peer } from '../../control/peer.js';
import { PROTOCOL, type Seen } from '../../control/wire.js';
import { nameOf } from './listening.js';

/** A running cluster, as a session. */
export interface Attached {
  /** What it is called. */
  readonly name: string;
  readonly session: AttachedSession;
  /** Gets what to call when the cluster has ended. */
  onLoss(listener: () => void): void;
  close(): void;
}

/**
 * Attaches to a running cluster.
 * @param path of its socket
 * @throws UserError when it is not there, or of another version
 */
export async function attachTo(path: string, { readOnly = false } = {}): Promise<Attached> {
  const peer = new Peer(path);
  try {
    const said = await peer.request('hello', { name: nameOf('attach'), readonly: readOnly });
    const { you, protocol } = said as { readonly you: string; readonly protocol: number };
    if (protocol !== PROTOCOL) {
      throw new UserError(
        'that cluster is run by another version of mtop-sim: it must be the same',
      );
    }
    const session = await firstSeen(peer, you);
    return {
      name: basename(path, '.sock'),
      session,
      onLoss: (listener) => {
        peer.onLoss = listener;
      },
      close: () => peer.close(),
    };
  } catch (error) {
    peer.close();
    throw error;
  }
}

/** Subscribes, and waits until there is something to be seen. */
function firstSeen(peer: Peer, you: string): Promise<AttachedSession> {
  return new Promise((resolve, reject) => {
    const early: (readonly [string, unknown])[] = [];
    peer.onNotification = (method, params) => {
      if (method !== 'seen') {
        early.push([method, params]);
        return;
      }
      const session = new AttachedSession(peer, { you, seen: params as Seen });
      for (const [told, more] of early) session.take(told, more);
      peer.onNotification = (told, more) => session.take(told, more);
      resolve(session);
    };
    peer.onLoss = () => reject(new UserError('the cluster has ended'));
    peer.request('subscribe', { events: true, views: true }).catch(reject);
  });
}
