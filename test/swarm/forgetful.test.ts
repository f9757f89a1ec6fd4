import { isDeepStrictEqual } from 'node:util';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Plain, Saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import fc from '../support/properties.js';
import { LONG } from '../support/replications.js';
import { type Batch, constant, randomScenario } from './random-scenario.js';
import { begun, continued, type Moment, remembered, seenOf } from './saved.js';

/** Fields that no run has missed, beside the first one of their class, and why they are saved. */
const MISSED_BY_NOBODY: Readonly<Record<string, string>> = {
  'far beside cuts': 'too many gateways, which test/cluster/orders/setpe.test.ts saves',
  'ttls beside interfaces': 'omdiscd -m, which test/cluster/members/discovery.test.ts saves',
  'fired beside now': 'cleared before anybody looks between two events',
  'free beside now': 'a timer that is not used again only takes room',
  'free beside values': 'a lane that is not used again only takes room',
  'free beside pipes': 'a pipe that is not used again only takes room',
  'left beside lanes': 'empty between two events',
  'workOfEnded beside table': 'only the invariants of tests ask for it',
  'ofUse beside values': 'a load average, which the swarm does not look at',
  'usual beside values': 'a load average, which the swarm does not look at',
  'notices beside acting': 'a second of a parent, which test/cluster/doing/parents.test.ts saves',
  'children beside acting': 'as its notices',
  'scopes beside uses': 'how far a decay goes, which test/cluster/orders/programs.test.ts saves',
  'whole work beside started': 'the swarm knows the work of its processes beforehand',
  'whole memory beside started': 'the swarm knows the memory of its processes beforehand',
  'whole names beside started': 'few processes of the swarm draw their name',
  'whole random beside random': 'few homes of the swarm are drawn',
  'whole spawning beside evacuation': 'a stream of mosrun, which the swarm rarely draws from',
  'jobs beside uses': 'no process of the swarm is part of a job',
  'estimates beside uses': 'no user of the swarm estimates',
  'whole told beside information': 'no policy of the swarm looks at what was refused',
  'whole settled beside information': 'as its two fields',
  'whole ofRun beside byNode': 'test/scheduler/contract.test.ts saves it',
  'timer beside timer': 'a policy that wants one has it from the beginning',
  'waiting beside timer': 'between two steps of one instant: met in none of 500 runs',
  'returning beside rebooting':
    'a repair that comes while a node is leaving, which test/scenario/faults.test.ts saves',
  'lastPid beside table':
    'the processes of a pipe begin in one step: who was last is asked within it',
  'stage beside started':
    'as the last pid: between two steps the first of a pipe is next, or none is',
};

/** Fields that few runs miss: only the long form meets them. */
const RARE: readonly string[] = [
  ...['serial beside now', 'free beside alive', 'interfaces beside interfaces'],
  ...['selected beside selected', 'begun beside selected'],
  ...['whole fileWaits beside table', 'waiting beside nextTime'],
];

/**
 * Where the fields of each class, and each part as a whole, are in a state. A class is known by all that it saves; those of
 * one class are forgotten together, as they would be by a mistake in its `exchange`.
 */
function fieldsOf(state: Saved): Map<string, string[][]> {
  const found = new Map<string, string[][]>();
  const add = (name: string, path: string[]) => {
    found.set(name, [...(found.get(name) ?? []), path]);
  };
  const see = (part: Saved, path: readonly string[]) => {
    const className = Object.keys(part).join(' ');
    for (const [key, value] of Object.entries(part)) {
      const here = [...path, key];
      if (isState(value) && !RECORDS.has(key)) {
        add(`whole ${key} (${className})`, here);
        see(value, here);
      } else if (PARTS.has(key) && isListOfStates(value)) {
        value.forEach((one, at) => {
          see(one, [...here, `${at}`]);
        });
      } else {
        add(`${key} (${className})`, here);
      }
    }
  };
  see(state, []);
  return found;
}

/** A field and the first one of its class. */
function readable(name: string): string {
  return name.replace(/^((?:whole )?\w+) \((\w+).*$/, '$1 beside $2');
}

/** Lists of parts, as opposed to lists of records. */
const PARTS = new Set(['nodes', 'sources']);
/** Fields that are records themselves. */
const RECORDS = new Set(['settings', 'pending', 'parameters', 'process']);

function isState(value: Plain): value is Saved {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  );
}

function isListOfStates(value: Plain): value is readonly Saved[] {
  return Array.isArray(value) && value.length > 0 && value.every(isState);
}

/** A state in which some fields are as they are when a run begins. */
function without(state: Saved, fresh: Saved, paths: readonly string[][]): Saved {
  const copy = structuredClone(state) as Record<string, unknown>;
  for (const path of paths) {
    const [into, from] = [copy, fresh].map((root) =>
      path
        .slice(0, -1)
        .reduce((at, key) => at[key] as Record<string, unknown>, root as Record<string, unknown>),
    );
    const last = path.at(-1)!;
    into![last] = from![last];
  }
  return copy as Saved;
}

/** Whether a field is as it is when a run begins: then nobody can miss it. */
function isSame(state: Saved, fresh: Saved, path: readonly string[]): boolean {
  const [a, b] = [state, fresh].map((root) =>
    path.reduce((at, key) => (at as Record<string, unknown>)[key], root as unknown),
  );
  return isDeepStrictEqual(a, b);
}

/** It was always as it is when a run begins. */
const UNTRIED = -1;

interface Remembered {
  readonly scenario: Scenario;
  readonly fresh: Saved;
  readonly moment: Moment;
  /** What happens after it. */
  readonly after: readonly string[];
}

/** Whether somebody sees that a field was forgotten: other events, or a part that breaks. */
function isMissed({ scenario, fresh, moment, after }: Remembered, paths: readonly string[][]) {
  let isOther = true;
  attempt(() => {
    const told = begun(scenario, true);
    const state = without(moment.state, fresh, paths);
    told.session.restore(state);
    if (seenOf(told.session, true) !== moment.seen) return;
    const events = continued(told, state);
    isOther = events.length !== after.length || events.some((event, at) => event !== after[at]);
  });
  return isOther;
}

/** Does something that may fail, or never come to an end. */
function attempt(action: () => void): void {
  const globals = globalThis as Record<symbol, unknown>;
  globals[ACTION] = action;
  try {
    SCRIPT.runInThisContext({ timeout: PATIENCE_MS });
  } catch {
    // That is an answer too.
  }
}

/** What is left of a run takes some milliseconds. */
const PATIENCE_MS = LONG ? 5000 : 1000;
const ACTION = Symbol.for('mtop-sim: what a forgetful archive leads to');
const SCRIPT = new Script(`globalThis[Symbol.for(${JSON.stringify(ACTION.description)})]()`);

/** One in which nodes correct what others told of themselves: processes leave a node all the time. */
function correcting(drawn: Scenario, information: 'told' | 'gossip'): Scenario {
  const { openmosix, periods, workload } = drawn;
  const [{ profile: _, ...first }] = workload as readonly Batch[] as [Batch];
  const leaving: Batch = {
    ...first,
    ...{ home: 1, count: 30, startSeconds: 0, cantmove: 0 },
    ...{ every: constant(1), work: constant(20), memory: constant(1e6) },
  };
  return {
    ...drawn,
    ...{ policy: 'openmosix', information, workload: [...workload, leaving] },
    openmosix: { ...openmosix, ownMoves: 1, staleness: 10, minResidence: 0 },
    periods: { ...periods, tellSeconds: 3 },
  };
}

describe('an archive that forgets one field', () => {
  it('is found out, whichever it forgets', () => {
    const allowed = new Set([...Object.keys(MISSED_BY_NOBODY), ...(LONG ? [] : RARE)]);
    const runs = fc.sample(randomScenario, { seed: 2004, numRuns: LONG ? 500 : 80 });
    const rest = new Map<string, number>();
    const isAllowed = (name: string) => allowed.has(readable(name));
    for (const [index, drawn] of runs.entries()) {
      const policy = index % 3 === 0 ? 'mindful' : drawn.policy;
      const scenario =
        index % 5 === 1
          ? correcting(drawn, index % 2 === 0 ? 'told' : 'gossip')
          : { ...drawn, policy };
      const fresh = begun(scenario, true).session.save();
      const { moments, log } = remembered(scenario, true, 2, new Random(index));
      const whole = [...log];
      for (const moment of moments) {
        const run = { scenario, fresh, moment, after: whole.slice(moment.events) };
        for (const [name, paths] of fieldsOf(moment.state)) {
          // What nobody need miss is tried only where there is time.
          if (rest.get(name) === 0 || (!LONG && isAllowed(name))) continue;
          if (paths.every((path) => isSame(moment.state, fresh, path))) {
            rest.set(name, rest.get(name) ?? UNTRIED);
            continue;
          }
          rest.set(name, isMissed(run, paths) ? 0 : 1);
        }
      }
    }
    const unseen = [...rest].filter(([name, found]) => found !== 0 && !isAllowed(name));
    expect(unseen.map(([name]) => readable(name))).toEqual([]);
    expect(rest.size).toBeGreaterThan(100);
  }, 600_000);
});
