import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../base/user-error.js';
import { makeFolder } from './folder.js';

/**
 * The folder of the sockets of running clusters, for this user alone: $XDG_RUNTIME_DIR/mtop-sim, or
 * a folder of the user's own where temporary files are.
 * @throws UserError when it is not the user's, or open to others
 */
export function socketFolder(): string {
  const { XDG_RUNTIME_DIR } = process.env;
  const uid = process.getuid?.();
  const folder = XDG_RUNTIME_DIR?.startsWith('/')
    ? join(XDG_RUNTIME_DIR, 'mtop-sim')
    : join(tmpdir(), `mtop-sim-${uid}`);
  makeFolder(folder, 0o700);
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0;
  if (!isOurs) throw new UserError(`${folder} must be a folder of yours that others cannot enter`);
  return folder;
}

/** The socket of the cluster with that name. */
export function socketFile(name: string): string {
  if (!/^[\w-]{1,40}$/.test(name)) {
    throw new UserError(`a name has letters, digits, - and _, at most 40 of them, not "${name}"`);
  }
  return join(socketFolder(), `${name}${ENDING}`);
}

const ENDING = '.sock';

/**
 * The path of a socket that can be made for a cluster with that name; undefined: one runs already.
 * Sockets that nobody listens to any more are removed.
 */
export async function freeSocket(name: string): Promise<string | undefined> {
  const path = socketFile(name);
  const running = await runningClusters();
  return running.includes(name) ? undefined : path;
}

export function removeSocket(path: string): void {
  rmSync(path, { force: true });
}

/** The names of the clusters that run. Sockets that nobody listens to any more are removed. */
export async function runningClusters(): Promise<readonly string[]> {
  const folder = socketFolder();
  const found = readdirSync(folder).filter((file) => file.endsWith(ENDING));
  const names: string[] = [];
  for (const name of found.map((file) => file.slice(0, -ENDING.length)).sort()) {
    if (await isAnswered(join(folder, `${name}${ENDING}`))) names.push(name);
  }
  return names;
}

/**
 * Whether somebody listens; where nobody does, the socket is removed. Of a cluster that begins it is
 * there a moment before it is listened to: one that refuses is asked twice.
 */
async function isAnswered(path: string): Promise<boolean> {
  let error = await refusalOf(path);
  if (error?.code === 'ECONNREFUSED') {
    await setTimeout(BEGINNING_MS);
    error = await refusalOf(path);
  }
  if (error?.code === 'ECONNREFUSED') rmSync(path, { force: true });
  return error === undefined;
}

/** Longer than a busy computer lets a program wait between making a socket and listening to it. */
const BEGINNING_MS = 250;

function refusalOf(path: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(path, () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.on('error', resolve);
  });
}
