import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import {
  type Files,
  PROFILE_NAMES,
  PROFILES,
  type Profile,
  type Tie,
} from '../../cluster/facts/profile.js';
import { optional, type Read, readMap, required } from './field.js';
import { type NodeDirectory, nodeOr } from './node-directory.js';
import {
  BYTES,
  numberFrom,
  oneOf,
  positive,
  quantity,
  SECONDS,
  secondsOrEndless,
} from './readers.js';

type Named = Exclude<Files, number>;

/** What processes do besides computing: the name of a profile, or a map that says it in full. */
export function profile(directory: NodeDirectory): Read<Profile | undefined> {
  return (value, report) => {
    if (value.kind !== 'map') {
      const name = oneOf(PROFILE_NAMES)(value, report);
      return name && PROFILES[name];
    }
    const given = readMap(
      value,
      {
        like: optional(oneOf(PROFILE_NAMES), 'cpu-bound'),
        calls: optional(numberFrom(0, 1e9), undefined as number | undefined),
        io: optional(quantity(BYTES), undefined as number | undefined),
        files: optional<Files>(nodeOr<Named>(directory, ['home', 'here', 'selected']), 'home'),
        burst: optional(positive(SECONDS), undefined as number | undefined),
        think: optional(quantity(SECONDS), undefined as number | undefined),
        growth: optional(quantity(BYTES), 0),
        growTo: optional(quantity(BYTES), Number.POSITIVE_INFINITY),
        htGain: optional(numberFrom(0.01, 100), undefined as number | undefined),
        tie: optional<Tie | undefined>(readTie, undefined),
      },
      report,
    );
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
      tie: given.tie ?? base.tie,
    };
  };
}

/** A reason that comes and goes: { reason: mem_lock, after: 20s, for: 5s }. */
const readTie: Read<Tie> = (value, report) => {
  const given = readMap(
    value,
    {
      reason: required(oneOf(HARD_WORDS), 'mem_lock'),
      after: required(positive(SECONDS), 1),
      for: required(secondsOrEndless, 1),
    },
    report,
  );
  return { reason: given.reason, afterSeconds: given.after, forSeconds: given.for };
};
