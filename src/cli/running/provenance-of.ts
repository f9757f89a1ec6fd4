import { statSync } from 'node:fs';
import { relative } from 'node:path';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { digestsOf } from '../files/file-digest.js';
import type { Provenance } from '../files/provenance.js';
import type { InputFiles } from '../opening/input-files.js';
import { type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { filesOfPolicy } from '../policies/policy-imports.js';
import { shippedPath } from '../shipped.js';
import { version } from '../version.js';
import type { Measuring } from './replications.js';

/** What a result comes from. */
export interface Sources {
  /** The files that were read for it. */
  readonly inputs: InputFiles;
  readonly scenarios: readonly Scenario[];
  readonly measured: Measuring;
  /** Whether each file is read once, so that it may be a pipe; default: it is not, and may be none. */
  readonly isReadOnce?: boolean;
}

/** @throws UserError when a file cannot be read */
export function provenanceOf(
  { inputs, scenarios, measured, isReadOnce = false }: Sources,
  options: SessionOptions,
): Provenance {
  const { set, ...flags } = scenarioFlags(options);
  const given = { ...flags, set: set?.map(({ path, value }) => `${path}=${value}`) };
  const policies = scenarios.map(({ policy }) => policy).filter(isPolicyPath);
  const own = policies.flatMap((policy) => filesOfPolicy(policy).slice(1));
  const imports = own.map((file) => relative('', file));
  const names = [...new Set([...inputs.names, ...imports])];
  const pipes = isReadOnce ? names.filter(isPipe) : [];
  const digests = digestsOf(names.filter((name) => !pipes.includes(name)));
  return {
    version: version(),
    node: process.version,
    files: [
      ...digests.map(({ name, sha256 }) => ({ name: shippedPath(name) ?? name, sha256 })),
      ...pipes.map((name) => ({ name, sha256: null })),
    ],
    overrides: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    measured,
  };
}

function isPipe(name: string): boolean {
  const found = statSync(name, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}
