import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { Colour } from '../drawing/frame.js';
import type { Sample } from './sample.js';

/** A moment in the history at which something was changed from outside. */
export interface Mark {
  readonly at: number;
  readonly text: string;
  readonly colour: Colour;
}

/**
 * The marks with those of a sample: nodes that come and go, what the user did, and that time goes
 * at another rate than before.
 */
export function withMarks(
  marks: readonly Mark[],
  { events, now }: Sample,
  rateBefore: number | undefined,
  rate: number | undefined,
): readonly Mark[] {
  const added = events.flatMap((event) => markOf(event) ?? []);
  if (rateBefore !== undefined && rate !== undefined && rate !== rateBefore) {
    added.push({ at: now, text: `rate ${rate}`, colour: 'dim' });
  }
  return added.length === 0 ? marks : [...marks, ...added].slice(-MOST_MARKS);
}

const MOST_MARKS = 300;

function markOf(event: ClusterEvent): Mark | undefined {
  const { at } = event;
  switch (event.type) {
    case 'node-joined':
    case 'node-recovered':
      return { at, text: `node ${event.node} ${event.type.slice(5)}`, colour: 'good' };
    case 'node-leaving':
    case 'node-left':
      return { at, text: `node ${event.node} ${event.type.slice(5)}`, colour: 'middle' };
    case 'node-silent':
      return { at, text: `node ${event.node} out of reach`, colour: 'bad' };
    case 'node-heard':
      return { at, text: `node ${event.node} within reach`, colour: 'good' };
    case 'node-crashed':
      return { at, text: `node ${event.node} crashed`, colour: 'bad' };
    case 'network-cut':
    case 'network-healed':
      return {
        at,
        text: `${event.node} and ${event.other} ${event.type.slice(8)}`,
        colour: 'middle',
      };
    case 'node-administered':
      return { at, text: `node ${event.node} ${event.verb}`, colour: 'middle' };
    case 'policy-changed':
      return { at, text: `policy ${event.before} to ${event.policy}`, colour: 'title' };
    case 'parameter-changed':
      return { at, text: `${event.parameter} is ${event.value}`, colour: 'title' };
    case 'migrated':
      return event.cause === 'user'
        ? { at, text: `${event.pid} migrated by hand to ${event.to}`, colour: 'moving' }
        : undefined;
    default:
      return undefined;
  }
}
