import { DURATION_FORM, parseDuration } from '../base/units.js';
import { MAX_NODE_ID } from '../cluster/facts/node-spec.js';
import type { MetricsAddress } from '../control/metrics-server.js';
import { readExtent, readWatch } from '../lab/extent.js';
import type { Extent } from '../metrics/window.js';
import { readSetting, type Setting } from '../scenario/setting.js';
import {
  INFORMATION_FORM,
  type InformationKind,
  readInformation,
} from '../scheduler/information/kind.js';
import { type Case, readCase } from './case.js';
import { readShard, type Shard } from './studies/shard.js';

/** How the value of an option is read; undefined: it is not what `form` says. */
export interface Read<T> {
  readonly form: string;
  readonly parse: (written: string) => T | undefined;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A seed, a pid or a N#. */
export const wholeNumber: Read<number> = {
  form: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
  parse: (written) => {
    const value = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    return Number.isSafeInteger(value) ? value : undefined;
  },
};

/** What is added to a nice value; only root may take away from it. */
export const niceness: Read<number> = {
  form: 'a whole number from 0 to 19',
  parse: (written) => (/^(\d|1\d)$/.test(written) ? Number(written) : undefined),
};

/** A count: of screens, threads, runs, events. */
export const positiveWhole: Read<number> = {
  form: 'a whole number from 1 to 1000000',
  parse: (written) => {
    const value = wholeNumber.parse(written);
    return value !== undefined && value >= 1 && value <= 1_000_000 ? value : undefined;
  },
};

/** A rate. */
export const positiveNumber: Read<number> = {
  form: 'a number above 0',
  parse: (written) => {
    const value = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
    return value > 0 && Number.isFinite(value) ? value : undefined;
  },
};

/** Where figures are served: an address of this computer, with its port. */
export const metricsAddress: Read<MetricsAddress> = {
  form: 'a port, or an address and a port such as 127.0.0.1:9464 or [::1]:9464',
  parse: (written) => {
    const [, address = '127.0.0.1', digits] =
      /^(?:(\[[0-9a-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i.exec(written) ?? [];
    const port = Number(digits);
    return port <= 65535 ? { host: address.replace(/[[\]]/g, ''), port } : undefined;
  },
};

/** A virtual time in seconds. */
export const instant: Read<number> = {
  form: DURATION_FORM,
  parse: parseDuration,
};

/** Seconds, so many that something can be done meanwhile. */
export const duration: Read<number> = {
  form: 'a duration of at least 100ms, such as 30s or 10min',
  parse: (written) => {
    const seconds = parseDuration(written);
    return seconds !== undefined && seconds >= 0.1 ? seconds : undefined;
  },
};

/** Long for a decision, but short for a user in front of a frozen screen. */
export const POLICY_SECONDS = 10;

/** How long a policy may take, in seconds; `none`: as long as it likes. */
export const policyTimeout: Read<number> = {
  form: 'a duration of at least 100ms, such as 2s or 1min, or none',
  parse: (written) => (written === 'none' ? Number.POSITIVE_INFINITY : duration.parse(written)),
};

/** Columns and rows of a screen. */
export const size: Read<Size> = {
  form: 'columns x rows from 40x10 to 500x200, such as 120x40',
  parse: (written) => {
    const [, columns, rows] = (/^(\d{1,3})x(\d{1,3})$/.exec(written) ?? []).map(Number);
    if (columns === undefined || rows === undefined) return undefined;
    const fits = columns >= 40 && columns <= 500 && rows >= 10 && rows <= 200;
    return fits ? { columns, rows } : undefined;
  },
};

/** A number of nodes, or the path of a file of nodes. */
export const nodes: Read<number | string> = {
  form: `a number of nodes from 1 to ${MAX_NODE_ID} or the path of a file`,
  parse: (written) => {
    if (!/^[-+]?[\d.]+$/.test(written)) return written === '' ? undefined : written;
    const count = Number(written);
    return Number.isInteger(count) && count >= 1 && count <= MAX_NODE_ID ? count : undefined;
  },
};

/** A way to run a scenario. */
export const caseOf: Read<Case> = {
  form: 'settings such as "policy=none; openmosix.window=4", or "as it is"',
  parse: readCase,
};

/** How often a scenario is run. */
export const replications: Read<number> = {
  form: 'a whole number from 1 to 100000',
  parse: (written) => {
    const value = positiveWhole.parse(written);
    return value !== undefined && value <= 100_000 ? value : undefined;
  },
};

/** A key of a scenario and what stands behind it. */
export const setting: Read<Setting> = {
  form: 'a key of the scenario and its value, such as openmosix.window=4 or workload[0].work=10s',
  parse: readSetting,
};

/** A part of a study. */
export const shard: Read<Shard> = {
  form: 'a part of so many, such as 3/7',
  parse: readShard,
};

/** How many processes, or for how long, a run warms up. */
export const warmUp: Read<Extent> = {
  form: 'a number of processes such as "2000 processes", a duration such as 30min, or none',
  parse: readExtent,
};

/** How many processes are watched, or for how long. */
export const watch: Read<Extent> = {
  form: 'a number of processes such as "2000 processes", or a duration such as 30min',
  parse: readWatch,
};

/** Processes shorter than this count as so long. */
export const boundSeconds: Read<number> = {
  form: 'a duration of more than 0, such as 10s',
  parse: (written) => parseDuration(written) || undefined,
};

/** What policies know. */
export const information: Read<InformationKind> = {
  form: INFORMATION_FORM,
  parse: readInformation,
};

/** The path of a file. */
export const path: Read<string> = {
  form: 'the path of a file',
  parse: (written) => (written === '' ? undefined : written),
};

/** A name, or what only a running cluster can read. */
export const word: Read<string> = {
  form: 'a word, not an empty one',
  parse: (written) => (written === '' ? undefined : written),
};

/** A policy: the name of a built-in one, or a path, which then looks like one. */
export const policy: Read<string> = {
  form: 'the name of a policy or the path of a module such as ./mine.mjs',
  parse: (written) => {
    if (written === '') return undefined;
    return /^[\w-]+\.[cm]?js$/.test(written) ? `./${written}` : written;
  },
};

/** Keys to press, with blanks between: names as the help of the dashboard prints them. */
export const keys: Read<readonly string[]> = {
  form: 'keys separated by spaces, such as "F9 Down Enter"',
  parse: (written) => {
    const words = written.split(' ').filter((word) => word !== '');
    const read = words.map(keyOf);
    return read.length > 0 && read.every((key) => key !== undefined) ? read : undefined;
  },
};

function keyOf(word: string): string | undefined {
  const [, modifier = '', name = ''] = /^([CS]-)?(.+)$/u.exec(word) ?? [];
  if ([...name].length === 1) return `${modifier}${name}`;
  const key = name.toLowerCase();
  const known = KEY_NAMES[key] ?? (/^f([1-9]|1[0-2])$/.test(key) ? key : undefined);
  return known === undefined ? undefined : `${modifier}${known}`;
}

/** Names of keys as they are printed, and as blessed says them. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['up', 'down', 'left', 'right', 'home', 'end', 'tab', 'enter', 'space'].map((name) => [
      name,
      name,
    ]),
  ),
  esc: 'escape',
  pgup: 'pageup',
  pgdn: 'pagedown',
};
