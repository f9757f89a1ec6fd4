import type { Spawn } from '../../cluster/facts/command.js';
import { type NodeRange, nodeRanges } from '../../cluster/facts/node-ranges.js';
import type { Profile } from '../../cluster/facts/profile.js';
import { parseMosrun, runOn } from '../../cluster/orders/mosrun.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, find, optional, type Read, reader, readMap } from './field.js';
import { type NodeDirectory, node } from './node-directory.js';
import { askedProfile } from './profile-field.js';
import {
  BYTES,
  isTextOrNumber,
  quantity,
  scalar,
  secondsOrEndless,
  text,
  wholeNumber,
} from './readers.js';
import { type At, common } from './timeline-fields.js';

interface SpawnKeys {
  readonly home: number | undefined;
  readonly parent: number | undefined;
  readonly run: string | undefined;
  readonly work: number;
  readonly memory: number;
  readonly user: string | undefined;
  readonly command: string | undefined;
  readonly nice: number | undefined;
  readonly profile: string | Profile | undefined;
  readonly parallel: readonly NodeRange[] | undefined;
}

/** What a spawn has besides `at` and `do`. */
export function spawnFields(directory: NodeDirectory): Fields<SpawnKeys> {
  return {
    home: optional<number | undefined>(node(directory), undefined),
    parent: optional<number | undefined>(wholeNumber(1), undefined),
    run: optional<string | undefined>(mosrunLine, undefined),
    work: optional(secondsOrEndless, 60),
    memory: optional(quantity(BYTES), 1024 ** 2),
    user: optional<string | undefined>(text, undefined),
    command: optional<string | undefined>(text, undefined),
    nice: optional<number | undefined>(wholeNumber(-20, 19), undefined),
    profile: optional(askedProfile(directory), undefined),
    parallel: optional<readonly NodeRange[] | undefined>(ranges, undefined),
  };
}

/**
 * Reads { at: 1s, do: spawn, home: 1, work: 1h, run: "mosrun -j2-4 -L povray" }: instead of `home`
 * there may be a `parent` (its pid), instead of `run` a plain `command`.
 */
export function readSpawn(
  value: Value,
  directory: NodeDirectory,
  report: Report,
): { readonly do: 'spawn' } & Spawn & At {
  const fields = { ...common(['spawn']), ...spawnFields(directory) };
  const given = readMap(value, fields, report);
  if (find(value, 'home') !== undefined && find(value, 'parent') !== undefined) {
    report(value, 'home and parent exclude each other: a child has the home of its parent');
  } else if (find(value, 'home') === undefined && find(value, 'parent') === undefined) {
    report(value, 'home is missing (or parent, for a child of a process)');
  }
  if (given.run !== undefined && given.command !== undefined) {
    report(value, 'run and command exclude each other: run says which command');
  }
  if (given.parallel !== undefined && given.run !== undefined) {
    const line = parseMosrun(runOn(1, given.run));
    if (!line.ok) report(value, `parallel says where already: ${line.reason}`);
  }
  const {
    at,
    do: verb,
    work,
    memory,
    home,
    parent,
    run,
    command,
    profile,
    parallel,
    ...rest
  } = given;
  // A child has what it is not given from its parent, so that here nothing can be filled in.
  const { user = 'root', nice = 0 } = rest;
  const inherited = {
    ...(rest.user !== undefined && { user }),
    ...(rest.nice !== undefined && { nice }),
  };
  return {
    ...{ at, do: verb, workSeconds: work, memoryBytes: memory },
    ...(home !== undefined && { home }),
    ...(parent !== undefined && { parent }),
    ...(parent === undefined ? { user, nice } : inherited),
    ...(run === undefined ? { command: command ?? 'loop' } : { run }),
    ...(profile !== undefined && { profile }),
    ...(parallel !== undefined && { parallel }),
  };
}

/** Nodes as mosrun -j takes them. */
const ranges: Read<readonly NodeRange[]> = scalar(
  'must be nodes such as "2-4,7"',
  () => ({
    type: ['string', 'integer'],
    pattern: '^\\s*\\d+(-\\d+)?(,\\d+(-\\d+)?)*\\s*$',
    minimum: 1,
  }),
  (written) => (isTextOrNumber(written) ? nodeRanges(String(written).trim()) : undefined),
);

/** A command line of mosrun or one of its wrappers. */
const mosrunLine: Read<string> = reader(text.schema, (value, report) => {
  const line = text(value, report);
  const parsed = line === undefined ? undefined : parseMosrun(line);
  if (parsed?.ok === false) report(value, parsed.reason);
  return parsed?.ok ? line : undefined;
});
