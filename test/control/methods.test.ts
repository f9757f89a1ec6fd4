import { describe, expect, it } from 'vitest';
import { BadParameters, type Client, type Methods, methodsOf } from '../../src/control/methods.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import { serviceAround } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: endless }]`;

const CLIENT: Client = {
  name: 'ana#1',
  isReadOnly: false,
  introduce: () => {},
  change: () => {},
  subscribe: () => 0,
};

/** What a running cluster answers, without its socket. */
function methods(): Methods {
  const { session } = sessionOf(CLUSTER);
  session.advance(5);
  return methodsOf(serviceAround(session), () => ({ do: 'lock', pid: 1000 }));
}

const OBJECT = 'the parameters must be an object';
const SECONDS = 'seconds must be a number above 0, at most 100000000';

describe('the methods of a running cluster', () => {
  it.each([
    ['explain', undefined, OBJECT],
    ['explain', null, OBJECT],
    ['explain', 1000, OBJECT],
    ['explain', [1000], OBJECT],
    ['explain', {}, 'pid must be a number'],
    ['explain', { pid: '1000' }, 'pid must be a number'],
    ['explain', { pid: 1000.5 }, 'pid must be a number'],
    ['heard', { node: Number.NaN }, 'node must be a number'],
    ['messages', { seconds: 0 }, SECONDS],
    ['messages', { seconds: -1 }, SECONDS],
    ['messages', { seconds: 1e8 + 1 }, SECONDS],
    ['messages', { seconds: '5' }, SECONDS],
    ['ask', { words: 'mosctl' }, 'words must be a list of texts'],
    ['ask', { words: ['mosctl', 1] }, 'words must be a list of texts'],
    ['ask', { words: ['mosctl', 'getload'], on: '1' }, 'on must be an N#'],
    ['time', { paused: 1 }, 'its time has not begun'],
    ['step', { seconds: 1 }, 'its time has not begun'],
    ['seek', { seconds: 'x' }, 'seconds must be a number, or null for the present'],
    ['seek', { seconds: Number.NaN }, 'seconds must be a number, or null for the present'],
    ['branch', { branch: 1 }, 'nothing is kept of the past of this cluster'],
    ['hello', { name: 'two words' }, 'name must be 1 to 60 letters, digits or . : @ _ -'],
    ['hello', { name: '' }, 'name must be 1 to 60 letters, digits or . : @ _ -'],
    ['hello', { name: 'ana', readonly: 'yes' }, 'readonly must be true or false'],
    ['subscribe', { events: 1 }, 'events and views must be true or false'],
    ['subscribe', { views: null }, 'events and views must be true or false'],
  ])('%s of %j is refused: %s', (name, params, sentence) => {
    const asked = () => methods()[name]!(params, CLIENT);
    expect(asked).toThrow(BadParameters);
    expect(asked).toThrow(sentence);
  });

  it('answer what is asked rightly, and of nobody nothing', () => {
    const asked = methods();
    expect(asked.explain!({ pid: 1000 }, CLIENT)).toMatchObject({
      whyHere: 'it was started here, on node 1',
    });
    expect(asked.explain!({ pid: 99 }, CLIENT)).toBeNull();
    expect(asked.forecast!({ pid: 1000 }, CLIENT)).toHaveLength(2);
    expect(asked.messages!({ seconds: 1e8 }, CLIENT)).toEqual([]);
    expect(asked.time!({}, CLIENT)).toEqual({ paused: true, rate: 1 });
    expect(asked.info!({}, CLIENT)).toMatchObject({ now: 5, over: false });
  });

  // JSON has no number for what never ends.
  it('go to a moment of the past, and with null back to the present', () => {
    const session = new RecordedSession(sessionOf(CLUSTER).session);
    session.advance(5);
    const { seek } = methodsOf(serviceAround(session), () => ({ do: 'lock', pid: 1000 }));
    expect(seek!({ seconds: 3 }, CLIENT)).toEqual({ now: 3 });
    expect(session.isPast).toBe(true);
    expect(seek!({ seconds: null }, CLIENT)).toEqual({ now: 5 });
    expect(session.isPast).toBe(false);
  });

  it('change nothing for one who may only read', () => {
    const reader = { ...CLIENT, isReadOnly: true };
    for (const [name, params] of [
      ['send', { do: 'lock', pid: 1000 }],
      ['time', { paused: true }],
      ['step', { seconds: 1 }],
      ['seek', { seconds: 1 }],
      ['branch', { branch: 1 }],
    ] as const) {
      expect(() => methods()[name]!(params, reader), name).toThrow(
        'read-only: nothing can be changed',
      );
    }
    expect(methods().send!({}, CLIENT)).toEqual({ accepted: true });
  });
});
