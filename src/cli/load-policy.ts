import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../base/user-error.js';
import { isPolicyPath } from '../scenario/schema/policy-name.js';
import { guarded } from '../scheduler/deciding/guarded-policy.js';
import type { Policy } from '../scheduler/policies/policy.js';
import { findPolicy, policies } from '../scheduler/policies/registry.js';

/**
 * The policy of that name, or the user's own when it is a path (from the current folder).
 * @throws UserError when there is none, or when the module is not a policy
 */
export async function loadPolicy(name: string): Promise<Policy> {
  if (isPolicyPath(name)) return guarded(policyOf(await importModule(name), name), name);
  const policy = findPolicy(name);
  if (policy !== undefined) return policy;
  const names = policies.map((known) => known.name).join(', ');
  throw new UserError(
    `there is no policy "${name}": use one of ${names} or the path of a module such as ./mine.mjs`,
  );
}

async function importModule(file: string): Promise<unknown> {
  const path = resolve(file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    const why = found === undefined ? 'there is no such file' : 'it is no file';
    throw new UserError(`policy ${file} cannot be loaded: ${why}`);
  }
  try {
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    return module.default;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UserError(`policy ${file} cannot be loaded: ${message}`);
  }
}

function policyOf(exported: unknown, file: string): Policy {
  const wrong = (what: string) => new UserError(`policy ${file}: ${what}`);
  if (typeof exported !== 'object' || exported === null) {
    throw wrong('its default export must be an object { name, about, scope, decide }');
  }
  const { name, scope, decide } = exported as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') throw wrong('name must be text');
  if (scope !== 'node' && scope !== 'cluster') throw wrong('scope must be "node" or "cluster"');
  if (typeof decide !== 'function') throw wrong('decide must be a function');
  return exported as Policy;
}
