import { countedProcesses } from '../base/counted.js';
import { formatBytes, formatDuration, formatRoughly } from '../base/units.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Charset } from './drawing/charset.js';
import type { Colour } from './drawing/frame.js';
import { sanitize } from './drawing/sanitize.js';
import type { Sample } from './past/sample.js';

/** What the event line says. */
export interface Notice {
  readonly text: string;
  readonly colour: Colour;
  /** A line is replaced by one of at least its own weight, or by any when it has aged. */
  readonly weight: Weight;
  /** Samples taken since it appeared. */
  readonly age: number;
}

/**
 * An offer, which nothing that happens replaces; an answer to the user, an event that concerns a
 * node, one of a process, one among many.
 */
type Weight = 5 | 4 | 3 | 2 | 1;

export function answerNotice(text: string, colour: Colour = 'strong'): Notice {
  return { text, colour, weight: 4, age: 0 };
}

export function refusalNotice(reason: string): Notice {
  return { text: sanitize(reason), colour: 'bad', weight: 4, age: 0 };
}

/** What is offered to somebody new, until it is answered or has been there long enough to be read. */
export function offerNotice(text: string): Notice {
  return { text, colour: 'strong', weight: 5, age: 0 };
}

/** How long a line stays, milliseconds. */
export function shownMilliseconds({ weight }: Notice): number {
  return weight === 5 ? 30_000 : 6_000;
}

/**
 * What the event line says after a sample: its weightiest event, unless a fresh line outweighs it.
 * An event of the process that is followed weighs as much as an answer.
 */
export function latestNotice(
  shown: Notice | undefined,
  sample: Sample,
  charset: Charset,
  followedPid: number | undefined,
): Notice | undefined {
  let latest = shown === undefined ? undefined : { ...shown, age: shown.age + 1 };
  for (const event of sample.events) {
    const isFollowed = followedPid !== undefined && 'pid' in event && event.pid === followedPid;
    const notice = isFollowed
      ? answerNotice(eventText(event, charset), eventColour(event, charset))
      : noticeOf(event, charset);
    if (latest?.weight === 5) continue;
    if (latest === undefined || notice.weight >= latest.weight || latest.age > AGED)
      latest = notice;
  }
  return latest;
}

const AGED = 6;

/** What an event says, in words. */
export function eventText(event: ClusterEvent, charset: Charset): string {
  return describe(event, charset)[0];
}

export function eventColour(event: ClusterEvent, charset: Charset): Colour {
  return describe(event, charset)[1];
}

function noticeOf(event: ClusterEvent, charset: Charset): Notice {
  const [text, colour, weight] = describe(event, charset);
  return { text, colour, weight, age: 0 };
}

type Description = [string, Colour, Weight];
type ProcessEvent = Extract<ClusterEvent, { readonly pid: number }>;

function describe(event: ClusterEvent, charset: Charset): Description {
  const [text, colour, weight] =
    'pid' in event ? describeProcess(event, charset) : describeCluster(event);
  return [`${text}${whoseText(event)}`, colour, weight];
}

/** Whose command it was, where it was somebody else's. */
export function whoseText({ whose }: ClusterEvent): string {
  return whose === undefined ? '' : `, by ${sanitize(whose)}`;
}

function describeProcess(event: ProcessEvent, { arrow }: Charset): Description {
  switch (event.type) {
    case 'started':
      return [`${event.pid} ${sanitize(event.command)} started on node ${event.home}`, 'dim', 1];
    case 'completed':
      return [
        `${event.pid} completed on node ${event.node} after ${formatDuration(event.at - event.arrivalSeconds)}`,
        'dim',
        1,
      ];
    case 'killed':
      return [`${event.pid} killed on node ${event.node}: ${deathText(event)}`, 'bad', 2];
    case 'migration-started':
      return [
        `${event.pid} is leaving ${event.from} ${arrow} ${event.to} (${event.cause}): ${sanitize(event.reason)}`,
        'moving',
        event.cause === 'user' ? 4 : 2,
      ];
    case 'migrated':
      return [
        `${event.pid} migrated ${event.from} ${arrow} ${event.to} (${event.cause}): ${formatBytes(event.bytes)} in ${formatRoughly(event.seconds)}`,
        'moving',
        event.cause === 'user' ? 4 : 2,
      ];
    case 'placed':
      return [
        `${event.pid} begins on ${event.to}, not at its home ${event.from}: ${sanitize(event.reason)}`,
        'moving',
        1,
      ];
    case 'migration-failed':
      return [
        `${event.pid} stays on ${event.from}, not moved to ${event.to}: ${sanitize(event.reason)}`,
        'bad',
        3,
      ];
    case 'locked':
    case 'unlocked':
    case 'stopped':
    case 'continued':
      return [`${event.pid} ${event.type}`, 'text', 2];
    case 'selected':
      return [`${event.pid}: /mfs/selected is node ${event.node}`, 'text', 2];
    case 'child-ended':
      return [
        `${event.pid}: its child ${event.child} ${event.ending === 'completed' ? 'is done' : 'was killed'}`,
        'text',
        2,
      ];
    case 'execed':
      return [`${event.pid} is ${sanitize(event.command)} now`, 'text', 2];
    case 'tied':
    case 'untied':
      return [`${event.pid} ${event.type}: ${event.reason}`, 'text', 2];
    case 'reniced':
      return [`${event.pid} reniced to ${event.nice}`, 'text', 2];
    case 'masked':
      return [`${event.pid}: ${event.mask}`, 'text', 2];
  }
}

function describeCluster(event: Exclude<ClusterEvent, ProcessEvent>): Description {
  switch (event.type) {
    case 'node-joined':
      return [`node ${event.node} has joined the cluster`, 'good', 3];
    case 'node-recovered':
      return [`node ${event.node} has recovered`, 'good', 3];
    case 'node-leaving':
      return [
        `node ${event.node} is leaving: guests are sent away, its own processes come home`,
        'middle',
        3,
      ];
    case 'node-left':
      return [`node ${event.node} has left the cluster`, 'middle', 3];
    case 'node-silent':
      return [`node ${event.node} is out of reach: ${sanitize(event.reason)}`, 'bad', 4];
    case 'node-heard':
      return [`node ${event.node} is within reach again`, 'good', 3];
    case 'node-crashed':
      return [`node ${event.node} has crashed: ${countedProcesses(event.killed)} killed`, 'bad', 4];
    case 'node-found':
      return [
        `node ${event.node} was discovered by ${event.by} ${event.by === 1 ? 'node' : 'nodes'}`,
        'good',
        2,
      ];
    case 'intrusion':
      return event.believed
        ? [`node ${event.node} believed a message from a stranger, ${event.from}`, 'bad', 3]
        : [`Received an unauthorized information request from ${event.from}`, 'bad', 3];
    case 'network-cut':
      return [`nodes ${event.node} and ${event.other} can no longer reach each other`, 'bad', 3];
    case 'network-healed':
      return [`nodes ${event.node} and ${event.other} can reach each other again`, 'good', 3];
    case 'policy-changed':
      return [
        `policy is now ${sanitize(event.policy)} (was ${sanitize(event.before)})`,
        'middle',
        4,
      ];
    case 'parameter-changed':
      return [`${event.parameter} is now ${event.value} (was ${event.before})`, 'middle', 4];
    case 'node-administered':
      return [`node ${event.node} ${event.verb}: ${sanitize(event.message)}`, 'middle', 3];
    case 'checked':
      return [`node ${event.node} ${event.ask}: ${oneLine(event.message)}`, 'middle', 3];
    case 'expelled':
      return [`node ${event.node}: its guests are gone`, 'middle', 3];
    case 'brought':
      return [`node ${event.node}: its own processes are back home`, 'middle', 3];
    case 'refused':
      // It may be the answer, that came later than the order was sent.
      return [`refused: ${sanitize(event.reason)}`, 'bad', 4];
  }
}

/** What mosctl prints, its lines side by side. */
export function oneLine(message: string): string {
  return message.split(/\n+/).map(sanitize).join('; ');
}

export function deathText(event: Extract<ClusterEvent, { type: 'killed' }>): string {
  return event.cause === 'signal' ? `SIG${event.signal}` : event.cause;
}
