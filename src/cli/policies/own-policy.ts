import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../base/user-error.js';
import { guarded, type OwnPolicy } from '../../scheduler/deciding/guarded-policy.js';
import {
  type HookName,
  lineIn,
  locationOf,
  messageOf,
  type PolicySource,
  policyFault,
  stackOf,
} from '../../scheduler/deciding/policy-fault.js';
import type { Policy } from '../../scheduler/policies/policy.js';
import { blameFirst } from '../failure.js';
import { functionLine } from './function-line.js';
import { refuseChance } from './no-chance.js';
import { ownPolicyOf } from './own-parts.js';
import { OwnPolicyWatch } from './policy-watch.js';

/**
 * Loads a user's policy and puts it behind its wall. It is the user's code and may do
 * anything: whatever it does wrong is reported as its fault, until the program ends. Each run gets
 * a module of its own, so that what one keeps in its variables no other one finds there; what the
 * module imports is loaded once.
 * @throws UserError when the module is not a policy
 */
export async function loadOwnPolicy(file: string, limitSeconds: number): Promise<Policy> {
  const url = pathToFileURL(existingFile(file)).href;
  const known = loadedFiles.get(url) ?? watched(file, url, limitSeconds);
  loadedFiles.set(url, known);
  const { source, watch } = known;
  known.times++;
  watch.enter('load');
  try {
    const time = known.times === 1 ? url : `${url}?${known.times}`;
    const module = await settled(import(time) as Promise<{ readonly default?: unknown }>);
    known.policy = ownPolicyOf(module.default, file);
    return guarded(known.policy, source, watch);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const place = locationOf(source, lineIn(stackOf(error), url));
    throw new UserError(`policy ${place} cannot be loaded: ${messageOf(error)}`);
  } finally {
    watch.leave();
  }
}

/** A file of a policy that has been loaded, how often, and what it was the last time. */
interface LoadedFile {
  readonly source: PolicySource;
  readonly watch: OwnPolicyWatch;
  policy: OwnPolicy | undefined;
  times: number;
}

const loadedFiles = new Map<string, LoadedFile>();

/** A file about to be loaded for the first time. */
function watched(file: string, url: string, limitSeconds: number): LoadedFile {
  const lineOf = (hook: HookName) => functionLine(loadedFiles.get(url)?.policy?.[hook]);
  const source: PolicySource = { file, url, lineOf };
  refuseChance(url);
  blameFirst((error) =>
    lineIn(stackOf(error), url) === undefined
      ? undefined
      : policyFault(source, { what: 'it failed', thrown: [error] }),
  );
  return { source, watch: new OwnPolicyWatch(source, limitSeconds), policy: undefined, times: 0 };
}

function existingFile(file: string): string {
  const refused = (why: string) => new UserError(`policy ${file} cannot be loaded: ${why}`);
  if (file.includes('\0')) throw refused('a path cannot contain NUL');
  const path = resolve(file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  throw refused(found === undefined ? 'there is no such file' : 'it is not a file');
}

/** Waits for a module, but not when nothing is left that could end the waiting. */
async function settled<Module>(loading: Promise<Module>): Promise<Module> {
  let stalled = () => {};
  const stall = new Promise<never>((_, reject) => {
    stalled = () => reject(new Error('its top-level await never settles'));
  });
  process.once('beforeExit', stalled);
  try {
    return await Promise.race([loading, stall]);
  } finally {
    process.off('beforeExit', stalled);
  }
}
