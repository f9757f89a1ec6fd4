import { relative } from 'node:path';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { digestsOf, type FileDigest } from '../files/file-digest.js';
import type { InputFiles } from '../opening/input-files.js';
import { type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { filesOfPolicy } from '../policies/policy-imports.js';
import { shippedPath } from '../shipped.js';
import { version } from '../version.js';
import type { Measuring } from './replications.js';

/** Where a result comes from: with the same of all this it comes again, byte by byte. */
export interface Provenance {
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  /** The scenario, the traces, the policies and what they import; those of the program by names of its own. */
  readonly files: readonly FileDigest[];
  /** What was changed of the scenario, as options. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** What was measured, and up to when. */
  readonly measured: Measuring;
}

/** What a result comes from. */
export interface Sources {
  /** The files that were read for it. */
  readonly inputs: InputFiles;
  readonly scenarios: readonly Scenario[];
  readonly measured: Measuring;
}

export function provenanceOf(
  { inputs, scenarios, measured }: Sources,
  options: SessionOptions,
): Provenance {
  const { set, ...flags } = scenarioFlags(options);
  const given = { ...flags, set: set?.map(({ path, value }) => `${path}=${value}`) };
  const policies = scenarios.map(({ policy }) => policy).filter(isPolicyPath);
  const own = policies.flatMap((policy) => filesOfPolicy(policy).slice(1));
  const imports = own.map((file) => relative('', file));
  const digests = digestsOf([...new Set([...inputs.names, ...imports])]);
  return {
    version: version(),
    node: process.version,
    files: digests.map(({ name, sha256 }) => ({ name: shippedPath(name) ?? name, sha256 })),
    overrides: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    measured,
  };
}
