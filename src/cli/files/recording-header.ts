import type { FileDigest } from './file-digest.js';
import { isRecordingHead } from './recording-head.js';

/** The first line of a recording, as JSON: all that a run depends on besides its commands. */
export interface RecordingHeader {
  readonly what: 'mtop-sim recording';
  readonly format: number;
  /** Of the program. */
  readonly version: string;
  /** Of the wall clock, ISO 8601. */
  readonly started: string;
  readonly scenario: { readonly name: string; readonly file: string; readonly text: string };
  /** The flags of the command line; files by their absolute paths. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** The files that scenario and flags name, as they were. */
  readonly files: readonly FileDigest[];
  /** The processes of this computer, if the workload asked for them. */
  readonly host?: unknown;
}

/**
 * Reads that line. A recording may come from somebody else: what is not as this program writes it is
 * no header.
 * @returns undefined when it is none
 */
export function headerOf(line: string): RecordingHeader | undefined {
  if (!isRecordingHead(line)) return undefined;
  try {
    const header: unknown = JSON.parse(line);
    return isHeader(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function isHeader(header: unknown): header is RecordingHeader {
  if (!isMap(header)) return false;
  const { format, version, scenario, options, files, host } = header;
  return (
    typeof format === 'number' &&
    isMap(scenario) &&
    areTexts([version, scenario.name, scenario.file, scenario.text]) &&
    isMap(options) &&
    Object.entries(options).every(([name, value]) => OPTIONS[name]?.(value) === true) &&
    isListOf(files, ({ name, sha256 }) => areTexts([name, sha256])) &&
    (host === undefined || isHost(host))
  );
}

/** Whether a value may stand behind a flag. */
const OPTIONS: Readonly<Record<string, (value: unknown) => boolean>> = {
  policy: isText,
  information: isText,
  seed: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  set: (value) => isListOf(value, ({ path, value: set }) => areTexts([path, set])),
  nodes: (value) => isText(value) || Number.isInteger(value),
  swf: isText,
  csv: isText,
  host: (value) => typeof value === 'boolean',
};

/** What was read of a computer. */
function isHost(host: unknown): boolean {
  if (!isMap(host)) return false;
  const { cpus, threads, memoryBytes, swapBytes, speed, processes } = host;
  return (
    areNumbers([cpus, threads, memoryBytes, swapBytes, speed]) &&
    isListOf(
      processes,
      ({ pid, user, command, cpuShare, residentBytes, nice }) =>
        areTexts([user, command]) && areNumbers([pid, cpuShare, residentBytes, nice]),
    )
  );
}

type Map = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isRight: (item: Map) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isMap(item) && isRight(item));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every(isText);
}

/** In JSON null stands for what a system does not say. */
function areNumbers(values: readonly unknown[]): boolean {
  return values.every((value) => value === null || typeof value === 'number');
}
