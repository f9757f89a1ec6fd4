import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import {
  type Amount,
  type Files,
  type FilesOf,
  PROFILE_NAMES,
  PROFILES,
  type Profile,
  type Tie,
} from '../../cluster/facts/profile.js';
import { distribution, type ValueFiles } from './distribution-field.js';
import { type Fields, mapSchema, optional, type Read, reader, readMap, required } from './field.js';
import { type NodeDirectory, nodeOr } from './node-directory.js';
import {
  BYTES,
  flag,
  numberFrom,
  oneOf,
  oneOrMore,
  positive,
  quantity,
  SECONDS,
  secondsOrEndless,
  wholeNumber,
} from './readers.js';

type Named = Exclude<FilesOf, number>;

/** What processes do besides computing: the name of a profile, or a map that says it in full. */
export function profile(directory: NodeDirectory, values?: ValueFiles): Read<Profile | undefined> {
  return reader(
    () => ({ anyOf: [profileName.schema(), mapSchema(profileFields(directory, values))] }),
    (value, report) => {
      if (value.kind !== 'map') {
        const name = profileName(value, report);
        return name && PROFILES[name];
      }
      return profileOf(readMap(value, profileFields(directory, values), report));
    },
  );
}

/** The same for a command, which keeps the name. */
export function askedProfile(directory: NodeDirectory): Read<string | Profile | undefined> {
  const full = profile(directory);
  return reader(full.schema, (value, report) =>
    value.kind === 'map' ? full(value, report) : profileName(value, report),
  );
}

const profileName = oneOf(PROFILE_NAMES);

interface WrittenProfile {
  readonly like: (typeof PROFILE_NAMES)[number];
  readonly calls: number | undefined;
  readonly io: number | undefined;
  readonly files: Files;
  readonly burst: Amount | undefined;
  readonly think: Amount | undefined;
  readonly growth: number;
  readonly growTo: number;
  readonly htGain: number | undefined;
  readonly chld: Profile['chld'];
  readonly clones: number;
  readonly together: boolean;
  readonly tie: Tie | undefined;
}

function profileFields(directory: NodeDirectory, values?: ValueFiles): Fields<WrittenProfile> {
  return {
    like: optional(profileName, 'cpu-bound'),
    calls: optional(numberFrom(0, 1e9), undefined as number | undefined),
    io: optional(quantity(BYTES), undefined as number | undefined),
    files: optional<Files>(files(directory), 'home'),
    burst: optional<Amount | undefined>(amount(positive(SECONDS), values), undefined),
    think: optional<Amount | undefined>(amount(quantity(SECONDS), values), undefined),
    growth: optional(quantity(BYTES), 0),
    growTo: optional(quantity(BYTES), Number.POSITIVE_INFINITY),
    htGain: optional(numberFrom(0.01, 100), undefined as number | undefined),
    chld: optional(oneOf<Profile['chld']>(['ignore', 'restart', 'end']), 'ignore'),
    clones: optional(wholeNumber(1, 1000), 1),
    together: optional(flag, false),
    tie: optional<Tie | undefined>(tie, undefined),
  };
}

/** Always the same, or drawn each time. */
function amount(fixed: Read<number>, files: ValueFiles | undefined): Read<Amount> {
  const drawn = distribution(SECONDS, { files });
  return reader(
    () => ({ anyOf: [fixed.schema(), drawn.schema()] }),
    (value, report) => {
      const isDrawn = value.kind === 'scalar' && /[a-z]\s|\.\./.test(String(value.value));
      const read = isDrawn ? drawn(value, report) : fixed(value, report);
      return typeof read === 'object' && read.kind === 'constant' ? read.value : read;
    },
  );
}

/** One node's, or those of several. */
function files(directory: NodeDirectory): Read<Files> {
  const words: readonly Named[] = ['home', 'here', 'selected', 'lastexec'];
  const nodes = oneOrMore(nodeOr<Named>(directory, words));
  return reader(nodes.schema, (value, report) => {
    const given = nodes(value, report);
    return given?.length === 1 ? given[0] : given;
  });
}

function profileOf(given: WrittenProfile): Profile {
  const base: Profile = PROFILES[given.like];
  return {
    callsPerWork: given.calls ?? base.callsPerWork,
    bytesPerWork: given.io ?? base.bytesPerWork,
    files: given.files,
    burstSeconds: given.burst ?? base.burstSeconds,
    thinkSeconds: given.think ?? base.thinkSeconds,
    growthPerSecond: given.growth,
    growthLimitBytes: given.growTo,
    htGain: given.htGain,
    chld: given.chld,
    clones: given.clones,
    together: given.together,
    tie: given.tie ?? base.tie,
  };
}

interface WrittenTie {
  readonly reason: string;
  readonly after: number;
  readonly for: number;
}

const TIE_FIELDS: Fields<WrittenTie> = {
  reason: required(oneOf(HARD_WORDS), 'mem_lock'),
  after: required(positive(SECONDS), 1),
  for: required(secondsOrEndless, 1),
};

/** A reason that comes and goes: { reason: mem_lock, after: 20s, for: 5s }. */
const tie: Read<Tie> = reader(
  () => mapSchema(TIE_FIELDS),
  (value, report) => {
    const given = readMap(value, TIE_FIELDS, report);
    return { reason: given.reason, afterSeconds: given.after, forSeconds: given.for };
  },
);
