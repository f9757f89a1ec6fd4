import type { PolicyParameters } from '../../scheduler/policies/policy.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { describe, find, type Read, reader, suggestion } from './field.js';
import { orList } from './readers.js';

/** Which policy a scenario wants, and what it sets of its parameters. */
export interface PolicyChoice {
  readonly use: string;
  readonly parameters: PolicyParameters;
}

/**
 * A policy by its name, or `{ use: NAME, KEY: VALUE }` with parameters, which are the policy's own:
 * whether it has them is known when it is loaded.
 */
export function policyChoice(builtIn: readonly string[]): Read<PolicyChoice> {
  const name = policyName(builtIn);
  return reader(
    () => ({
      anyOf: [
        name.schema(),
        {
          type: 'object',
          properties: { use: name.schema() },
          required: ['use'],
          additionalProperties: { type: ['number', 'string', 'boolean'] },
        },
      ],
    }),
    (value, report) => {
      if (value.kind !== 'map') {
        const use = name(value, report);
        return use === undefined ? undefined : { use, parameters: {} };
      }
      const written = find(value, 'use');
      if (written === undefined) report(value, 'use is missing: the name of the policy');
      const use = written && name(written, report);
      const parameters = parametersOf(value, report);
      return use === undefined ? undefined : { use, parameters };
    },
  );
}

function parametersOf(value: Value, report: Report): PolicyParameters {
  if (value.kind !== 'map') return {};
  const parameters: [name: string, given: number | string | boolean][] = [];
  for (const entry of value.entries) {
    if (entry.key === 'use') continue;
    const given = entry.value.kind === 'scalar' ? entry.value.value : undefined;
    if (isParameter(given)) parameters.push([entry.key, given]);
    else report(entry, `must be a number, text, true or false, got ${describe(entry.value)}`);
  }
  return Object.fromEntries(parameters);
}

function isParameter(given: unknown): given is number | string | boolean {
  return typeof given === 'string' || typeof given === 'boolean' || Number.isFinite(given);
}

/** A policy: the name of a built-in one, or the path of a module such as ./mine.mjs. */
function policyName(builtIn: readonly string[]): Read<string> {
  const allowed = orList([...builtIn, 'the path of a module such as ./mine.mjs']);
  return reader(
    () => ({
      description: allowed,
      anyOf: [{ enum: builtIn }, { type: 'string', pattern: PATH.source }],
    }),
    (value, report) => {
      const written = value.kind === 'scalar' ? value.value : undefined;
      if (typeof written === 'string' && (builtIn.includes(written) || isPolicyPath(written))) {
        return written;
      }
      const hint = suggestion(String(written), builtIn);
      report(value, `must be ${allowed}, got ${describe(value)}${hint}`);
      return undefined;
    },
  );
}

const PATH = /[\\/]|\.[cm]?js$/;

/** Whether a policy is a user's module: what has a folder, or ends as modules do. */
export function isPolicyPath(policy: string): boolean {
  return PATH.test(policy);
}
