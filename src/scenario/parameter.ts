import type { OpenMosixParameters } from '../scheduler/policies/policy.js';
import { suggestion } from './schema/field.js';
import { OPENMOSIX_FIELDS } from './schema/scenario-fields.js';

/** A parameter with its new value, or what is wrong with one of the two. */
export type ReadParameter =
  | { readonly name: keyof OpenMosixParameters; readonly value: number }
  | { readonly wrong: 'parameter' | 'value'; readonly problem: string };

/** Reads what `set` is to change of a running simulation, by the rules of the scenario. */
export function readParameter(name: string, value: string | number): ReadParameter {
  if (!isParameter(name)) {
    const names = Object.keys(OPENMOSIX_FIELDS);
    const problem = `there is no parameter ${name}${suggestion(name, names)} (${names.join(', ')})`;
    return { wrong: 'parameter', problem };
  }
  if (FIXED.includes(name)) {
    return { wrong: 'parameter', problem: `${name} is fixed when a run begins` };
  }
  let problem = '';
  const written = typeof value === 'string' && /^[-+.\de]+$/i.test(value) ? Number(value) : value;
  const scalar = { kind: 'scalar', value: written, line: 1, path: name } as const;
  const read = OPENMOSIX_FIELDS[name].read(scalar, (_, message) => {
    problem = message;
  });
  return read === undefined ? { wrong: 'value', problem } : { name, value: read };
}

/** What is built into the run's tables and phases. */
const FIXED: readonly (keyof OpenMosixParameters)[] = ['period', 'window', 'vector', 'staleness'];

function isParameter(name: string): name is keyof OpenMosixParameters {
  return Object.hasOwn(OPENMOSIX_FIELDS, name);
}
