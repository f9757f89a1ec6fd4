import { setTimeout as wait } from 'node:timers/promises';
import { printable } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import type { WatchedHost } from '../../live/live-node.js';
import { LiveSession } from '../../live/live-session.js';
import { NodeCalls } from '../../live/node-calls.js';
import { localLink, sshLink, WALL_CLOCK } from '../../live/remote.js';
import { scenarioText } from '../../live/scenario-text.js';
import { readTape, TapePlayer, taped, tapeHead } from '../../live/tape.js';
import { TapedSession } from '../../live/taped-session.js';
import { OPENMOSIX_FIELDS } from '../../scenario/schema/scenario-fields.js';
import { none } from '../../scheduler/policies/none.js';
import { openmosix } from '../../scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../scheduler/policies/policy.js';
import { charsetOf } from '../../tui/drawing/charset.js';
import { Onlooker } from '../../tui/onlooker.js';
import type { ThemeName } from '../../tui/terminal/theme.js';
import type { ViewId } from '../../tui/views/view-id.js';
import { readMapFile } from '../../workload/files/map-file.js';
import { share } from '../dashboard/sharing.js';
import { Warnings } from '../dashboard/warnings.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import { readTextFile } from '../files/text-file.js';
import { hostName } from '../host-name.js';
import { complain, print } from '../output.js';
import type { Size } from '../values.js';
import { hasScreen, type ScreenOptions, showDashboard } from './dashboard.js';
import { defaultSize, printSession } from './snapshot.js';

export interface LiveCommandOptions {
  /** A map of the nodes, as /etc/openmosix.map. */
  readonly hosts?: string;
  readonly balance: 'off' | 'advise' | 'auto';
  /** Whether one screen is printed. */
  readonly snapshot?: boolean;
  readonly saveScenario?: string;
  /** A file for what is seen, to be replayed. */
  readonly record?: string;
  readonly view: ViewId;
  readonly size?: Size;
  readonly readonly?: boolean;
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
  /** Whether others may watch; default: true. */
  readonly listen?: boolean;
}

/** Seconds between two samples of a node. */
const PERIOD_SECONDS = 1;
/** How long the first screen waits for the first samples, and a single one for all nodes. */
const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 15;

/**
 * Shows real nodes, reached by ssh, or this computer alone. What is seen of them can be printed as
 * one screen or saved as a scenario.
 * @param names of hosts; none: those of the map, or this computer
 * @returns the exit code
 */
export async function live(names: readonly string[], options: LiveCommandOptions): Promise<number> {
  const { snapshot, saveScenario, balance } = options;
  const hosts = hostsOf(names, options.hosts);
  const once = snapshot === true || saveScenario !== undefined || !hasScreen();
  return await recorded(hosts, options.record, (watched) =>
    inSession(watched, balance, async (session) =>
      once ? await printOnce(session, options) : await show(session, options),
    ),
  );
}

/**
 * Prints a table of hosts: which can be watched, and where jobs can move.
 * @returns the exit code: 1 when one was not reached
 */
export async function checkHosts(
  names: readonly string[],
  { hosts: map }: Pick<LiveCommandOptions, 'hosts'>,
): Promise<number> {
  const { checkNodes } = await import('./live-check.js');
  return await inSession(hostsOf(names, map), 'off', async (session, calls) => {
    await until(() => session.isSeen, LONGEST_SECONDS);
    return await checkNodes(session, calls);
  });
}

/** Lets hosts be watched, and keeps what was seen of them when that is over. */
async function recorded(
  hosts: readonly WatchedHost[],
  record: string | undefined,
  watch: (hosts: readonly WatchedHost[]) => Promise<number>,
): Promise<number> {
  if (record === undefined) return await watch(hosts);
  const file = new OutputFile(outputTarget(record));
  try {
    file.write(tapeHead(hosts, PERIOD_SECONDS));
    const code = await watch(
      hosts.map((host) => taped(host, WALL_CLOCK, (line) => file.write(line))),
    );
    OutputFile.keepTogether([file]);
    return code;
  } finally {
    file.discard();
  }
}

/**
 * Plays what was seen of real nodes.
 * @param at where it begins, seconds
 * @returns the exit code
 */
export async function replayTape(
  name: string,
  { at, rate, readonly: readOnly, theme, ascii }: ScreenOptions & { readonly at: number },
): Promise<number> {
  const player = new TapePlayer(readTape(name, readTextFile(name, MOST_TAPE_BYTES)));
  const parameters = openmosixDefaults();
  const session = new TapedSession(player, { policies: [openmosix, none], parameters });
  session.advance(at);
  if (hasScreen()) return await showDashboard(session, { rate, readOnly, theme, ascii });
  printSession(session, { ascii });
  return 0;
}

/** Some ten hours of seven quiet nodes. */
const MOST_TAPE_BYTES = 128 * 1024 ** 2;

async function inSession(
  hosts: readonly WatchedHost[],
  balance: LiveCommandOptions['balance'],
  act: (session: LiveSession, calls: NodeCalls) => Promise<number>,
): Promise<number> {
  const calls = new NodeCalls(
    new Map(
      hosts.map(({ id, host, isHere }) => [id, { host: isHere === true ? undefined : host }]),
    ),
  );
  const session = new LiveSession({
    hosts,
    caller: calls,
    balance: balance === 'auto' ? 'auto' : 'advise',
    clock: WALL_CLOCK,
    policies: balance === 'off' ? [none, openmosix] : [openmosix, none],
    parameters: openmosixDefaults(),
    periodSeconds: PERIOD_SECONDS,
  });
  try {
    return await act(session, calls);
  } finally {
    session.close();
    calls.close();
  }
}

/** @throws UserError when a host cannot be one, or the map is not as it must be */
function hostsOf(hosts: readonly string[], map: string | undefined): readonly WatchedHost[] {
  if (map !== undefined && hosts.length > 0) {
    throw new UserError('name the hosts, or their map with --hosts FILE, not both');
  }
  if (map !== undefined) {
    return readMapFile(map, undefined).map(({ id, name, address }) => remote(id, name ?? address!));
  }
  if (hosts.length === 0) {
    return [{ id: 1, host: 'localhost', isHere: true, link: localLink(PERIOD_SECONDS) }];
  }
  return hosts.map((host, index) => remote(index + 1, host));
}

function remote(id: number, written: string): WatchedHost {
  const host = hostName(written);
  return { id, host, link: sshLink(host, PERIOD_SECONDS) };
}

function openmosixDefaults(): OpenMosixParameters {
  const defaults = Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]);
  return Object.fromEntries(defaults) as OpenMosixParameters;
}

async function show(session: LiveSession, options: LiveCommandOptions): Promise<number> {
  await until(() => session.nodes.every(({ isUp, isSettled }) => isUp || isSettled), FIRST_SECONDS);
  const { readonly: readOnly, theme, ascii, listen } = options;
  const warnings = new Warnings();
  // Whoever is attached watches: orders to real computers are given here.
  const shared = share(session, { nodes: [], listen, readOnly: true, warnings });
  return await showDashboard(shared.session, { rate: 1, readOnly, theme, ascii, warnings });
}

async function printOnce(session: LiveSession, options: LiveCommandOptions): Promise<number> {
  const { saveScenario, snapshot, view, ascii, size = defaultSize() } = options;
  const file = saveScenario === undefined ? undefined : new OutputFile(outputTarget(saveScenario));
  try {
    await until(() => session.isSeen, LONGEST_SECONDS);
    complainOfSilence(session);
    if (session.nodes.every(({ sample }) => sample === undefined)) return 1;
    if (file !== undefined) {
      file.write(scenarioText(session.nodes, session.view().now));
      OutputFile.keepTogether([file]);
    }
  } finally {
    file?.discard();
  }
  if (file === undefined || snapshot === true) {
    const charset = charsetOf(process.env, { ascii });
    const onlooker = new Onlooker(session, { size, charset, view });
    onlooker.advance(session.view().now);
    print(`${onlooker.text().trimEnd()}\n`);
  }
  return 0;
}

function complainOfSilence(session: LiveSession): void {
  for (const { id, host, silence } of session.nodes) {
    if (silence !== undefined)
      complain(`node ${id}, ${host}, is out of reach: ${printable(silence)}`);
  }
}

/** Waits until something is so, but no longer. */
async function until(isSo: () => boolean, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!isSo() && performance.now() < end) await wait(20);
}
