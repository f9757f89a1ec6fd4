import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../base/user-error.js';
import { guarded } from '../../scheduler/deciding/guarded-policy.js';
import {
  lineIn,
  locationOf,
  messageOf,
  type PolicySource,
  policyFault,
  stackOf,
} from '../../scheduler/deciding/policy-fault.js';
import type { ClusterSituation, Policy, Situation } from '../../scheduler/policies/policy.js';
import { findPolicy } from '../../scheduler/policies/registry.js';
import { blameFirst } from '../failure.js';
import { functionLine } from './function-line.js';
import { OwnPolicyWatch } from './policy-watch.js';

/**
 * Loads a user's policy and puts it behind its wall. It is the user's code and may do
 * anything: whatever it does wrong is reported as its fault, until the program ends.
 * @throws UserError when the module is not a policy
 */
export async function loadOwnPolicy(file: string, limitSeconds: number): Promise<Policy> {
  const url = pathToFileURL(existingFile(file)).href;
  let decide: unknown;
  const source: PolicySource = { file, url, lineOfDecide: () => functionLine(decide) };
  const watch = new OwnPolicyWatch(source, limitSeconds);
  blameFirst((error) =>
    lineIn(stackOf(error), url) === undefined ? undefined : policyFault(source, 'it failed', error),
  );
  watch.enter();
  try {
    const module = await settled(import(url) as Promise<{ readonly default?: unknown }>);
    const own = partsOf(module.default, file);
    decide = own.decide;
    return guarded(policyOf(own), source, watch);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const place = locationOf(source, lineIn(stackOf(error), url));
    throw new UserError(`policy ${place} cannot be loaded: ${messageOf(error)}`);
  } finally {
    watch.leave();
    watch.loaded();
  }
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

/** The parts of a user's policy. */
interface Parts extends Pick<Policy, 'name' | 'about' | 'scope'> {
  /** What the module exports: `this` of `decide`. */
  readonly exported: object;
  readonly decide: (...seen: never[]) => unknown;
}

/** The parts of what a module exports; each is looked at once. */
function partsOf(exported: unknown, file: string): Parts {
  const wrong = (what: string) => new UserError(`policy ${file}: ${what}`);
  if (typeof exported !== 'object' || exported === null) {
    throw wrong('its default export must be an object { name, about, scope, decide }');
  }
  const { name, about = '', scope, decide } = exported as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '') throw wrong('name must be text');
  if (findPolicy(name) !== undefined) {
    throw wrong(`the name ${name} belongs to a policy of mtop-sim; use another one`);
  }
  if (typeof about !== 'string') throw wrong('about must be text');
  if (scope !== 'node' && scope !== 'cluster') throw wrong('scope must be "node" or "cluster"');
  if (typeof decide !== 'function') throw wrong('decide must be a function');
  return { exported, name, about, scope, decide: decide as Parts['decide'] };
}

function policyOf({ exported, name, about, scope, decide }: Parts): Policy {
  const ask = (seen: Situation | ClusterSituation) => Reflect.apply(decide, exported, [seen]);
  return { name, about, scope, decide: ask };
}
