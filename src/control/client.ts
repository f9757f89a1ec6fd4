import { createConnection } from 'node:net';
import { UserError } from '../base/user-error.js';

/** An answer of JSON-RPC. */
interface Response {
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * Asks a running cluster one thing.
 * @param path of its socket
 * @returns what it answers
 * @throws UserError when it is not there any more or does not understand
 */
export async function call(path: string, method: string, params: object): Promise<unknown> {
  const line = await lineOf(path, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const { result, error } = JSON.parse(line) as Response;
  if (error !== undefined) throw new UserError(error.message);
  return result;
}

/** Sends a line and waits for the one that answers it. */
function lineOf(path: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => socket.write(`${request}\n`));
    let text = '';
    const gone = (why: string) => reject(new UserError(`the cluster at ${path} ${why}`));
    socket.setEncoding('utf8');
    socket.on('data', (more: string) => {
      text += more;
      if (!text.includes('\n')) return;
      resolve(text.slice(0, text.indexOf('\n')));
      socket.destroy();
    });
    socket.on('end', () => gone('has ended without an answer'));
    socket.on('error', (error: NodeJS.ErrnoException) => gone(`cannot be reached (${error.code})`));
  });
}
