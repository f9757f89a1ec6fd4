import { relative } from 'node:path';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { digestsOf, type FileDigest } from '../files/file-digest.js';
import type { InputFiles } from '../opening/input-files.js';
import { type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { filesOfPolicy } from '../policies/policy-imports.js';
import { version } from '../version.js';

/** Where a result comes from: with the same of all this it comes again, byte by byte. */
export interface Provenance {
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  /** The scenario, the traces, the policy and what it imports. */
  readonly files: readonly FileDigest[];
  /** What was changed of the scenario, as options. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** @param inputs the files that were read for it */
export function provenanceOf(
  inputs: InputFiles,
  scenario: Scenario,
  options: SessionOptions,
): Provenance {
  const { set, ...flags } = scenarioFlags(options);
  const given = { ...flags, set: set?.map(({ path, value }) => `${path}=${value}`) };
  const own = isPolicyPath(scenario.policy) ? filesOfPolicy(scenario.policy).slice(1) : [];
  const imports = own.map((file) => relative('', file));
  return {
    version: version(),
    node: process.version,
    files: digestsOf([...new Set([...inputs.names, ...imports])]),
    overrides: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}
