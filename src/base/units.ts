/**
 * The longest duration and the latest time: 40 000 days, 109 years. Up to there a double tells
 * times half a microsecond apart, and the shortest period is a microsecond: virtual time cannot
 * stand still.
 */
export const LONGEST_SECONDS = 40_000 * 86_400;

/** The shortest duration that is more than none. */
export const SHORTEST_SECONDS = 1e-6;

/** The most memory that anything may have: 1024 TB. Sums of such amounts are exact. */
export const MOST_BYTES = 2 ** 50;

/** What `parseDuration` takes, for messages. */
export const DURATION_FORM =
  'a duration such as 100us, 6ms, 20s, 10min, 4h or 1d (a plain number is seconds), at most 40000d';

/** What `parseBytes` takes, for messages. */
export const BYTES_FORM =
  'an amount of memory such as 512KB, 400MB, 1.5GB or 1TB (a plain number is bytes), at most 1024TB';

/** What `parseBandwidth` takes, for messages. */
export const BANDWIDTH_FORM =
  'a bandwidth such as 100Mbit, 1Gbit or 10MB/s (a plain number is bytes per second), at most 1024TB/s';

/** [multiply by, divide by]: dividing keeps 100us at exactly 0.0001. */
type Factor = readonly [number, number];

const DURATION_UNITS: Readonly<Record<string, Factor>> = {
  '': [1, 1],
  us: [1, 1e6],
  ms: [1, 1e3],
  s: [1, 1],
  min: [60, 1],
  h: [3600, 1],
  d: [86400, 1],
};

const BYTE_UNITS: Readonly<Record<string, Factor>> = {
  '': [1, 1],
  b: [1, 1],
  kb: [1024, 1],
  mb: [1024 ** 2, 1],
  gb: [1024 ** 3, 1],
  tb: [1024 ** 4, 1],
};

const BANDWIDTH_UNITS: Readonly<Record<string, Factor>> = {
  '': [1, 1],
  'B/s': [1, 1],
  'KB/s': [1024, 1],
  'MB/s': [1024 ** 2, 1],
  'GB/s': [1024 ** 3, 1],
  bit: [1, 8],
  Kbit: [1e3, 8],
  Mbit: [1e6, 8],
  Gbit: [1e9, 8],
};

/** Seconds of "6ms", "10min" or a plain number; undefined: not `DURATION_FORM`. */
export function parseDuration(written: string | number): number | undefined {
  return parseQuantity(written, DURATION_UNITS, LONGEST_SECONDS);
}

/**
 * Bytes of "4GB" (1024-based, as ps and free count) or a plain number; undefined: not `BYTES_FORM`.
 */
export function parseBytes(written: string | number): number | undefined {
  const lower = typeof written === 'string' ? written.toLowerCase() : written;
  return parseQuantity(lower, BYTE_UNITS, MOST_BYTES);
}

/**
 * Bytes per second of "1Gbit" (decimal, as network cards count), "10MB/s" (1024-based) or a plain
 * number; undefined: not `BANDWIDTH_FORM`.
 */
export function parseBandwidth(written: string | number): number | undefined {
  return parseQuantity(written, BANDWIDTH_UNITS, MOST_BYTES);
}

/** Bytes in at most four columns, as ls -h and htop: 0B, 512K, 4.0G, 812M. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (Math.round(amount) >= 1000 && unit < BYTE_LETTERS.length - 1) {
    amount /= 1024;
    unit++;
  }
  const digits = unit > 0 && amount < 9.95 ? 1 : 0;
  return `${amount.toFixed(digits)}${BYTE_LETTERS[unit]}`;
}

const BYTE_LETTERS = ['B', 'K', 'M', 'G', 'T', 'P'];

/** Seconds as a clock, whole seconds that have passed: 0:00:09, 1:02:03, 26:00:00. */
export function formatClock(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'endless';
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  return `${Math.floor(whole / 3600)}:${twoDigits(minutes)}:${twoDigits(whole % 60)}`;
}

/** Seconds in their two largest units: 100us, 6.2ms, 12.3s, 1min 05s, 2h 03min, 1d 04h. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'endless';
  if (seconds === 0) return '0s';
  if (seconds < 0.9995e-3) return `${short(seconds * 1e6)}us`;
  if (seconds < 0.9995) return `${short(seconds * 1e3)}ms`;
  if (seconds < 59.95) return `${short(seconds)}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}min ${twoDigits(whole % 60)}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}min`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`;
}

/**
 * Seconds in two significant digits, for what need not be exact: 12ms, 0.67s, 3.4s, 75s, 5min, 2h.
 */
export function formatRoughly(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'endless';
  if (seconds === 0) return '0s';
  if (seconds < 0.0995) return `${Number((seconds * 1e3).toPrecision(2))}ms`;
  if (seconds < 99.5) return `${Number(seconds.toPrecision(2))}s`;
  if (seconds < 99.5 * 60) return `${Math.round(seconds / 60)}min`;
  if (seconds < 47.5 * 3600) return `${Math.round(seconds / 3600)}h`;
  return `${Math.round(seconds / 86400)}d`;
}

const AMOUNT = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z/]*)$/i;

/** Matches what `parseDuration` takes, except for its limits; without anchors or flags. */
export const DURATION_PATTERN = patternOf(DURATION_UNITS);

/** As `parseBytes`: small letters or large ones. */
export const BYTES_PATTERN = patternOf(BYTE_UNITS).replace(/\b[kmgtb]{1,2}(?=[|)])/g, (unit) =>
  unit.replace(/./g, (letter) => `[${letter}${letter.toUpperCase()}]`),
);

/** As `parseBandwidth`. */
export const BANDWIDTH_PATTERN = patternOf(BANDWIDTH_UNITS);

function patternOf(units: Readonly<Record<string, Factor>>): string {
  return `\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\s*(?:${Object.keys(units).join('|')})`;
}

function parseQuantity(
  written: string | number,
  units: Readonly<Record<string, Factor>>,
  most: number,
): number | undefined {
  const [, amount, unit] = AMOUNT.exec(String(written).trim()) ?? [];
  if (amount === undefined || unit === undefined || !Object.hasOwn(units, unit)) return undefined;
  const [times, per] = units[unit]!;
  const value = (Number(amount) * times) / per;
  return value <= most ? value : undefined;
}

/** At most one decimal, and none that is zero. */
function short(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}

function twoDigits(amount: number): string {
  return String(amount).padStart(2, '0');
}
