import { Peer } from './peer.js';

/** What a running cluster is asked, and by whom. */
export interface Request {
  /** As it stands in events: `ana:migrate`. */
  readonly name: string;
  readonly method: string;
  readonly params: object;
}

/**
 * Asks a running cluster one thing.
 * @param path of its socket
 * @returns what it answers
 * @throws UserError when it is not there any more or does not understand
 */
export async function call(path: string, { name, method, params }: Request): Promise<unknown> {
  const peer = new Peer(path);
  try {
    await peer.request('hello', { name });
    return await peer.request(method, params);
  } finally {
    peer.close();
  }
}
