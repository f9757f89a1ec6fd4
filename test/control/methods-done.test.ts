import { describe, expect, it } from 'vitest';
import { CommonSession } from '../../src/control/common-session.js';
import { type Client, methodsOf } from '../../src/control/methods.js';
import { Service } from '../../src/control/service.js';
import { FakeSession } from '../support/fake-session.js';

/** A client that says what becomes of it, at a cluster whose time has begun and stands still. */
function asked({ inner = new FakeSession(), isReadOnly = false } = {}) {
  const session = new CommonSession(inner);
  let frames = 0;
  const time = session.beginTime({ rate: 2, framesPerSecond: 1e-3, onFrame: () => void frames++ });
  time.pause();
  const did: unknown[] = [];
  const client: Client = {
    name: 'ana#1',
    isReadOnly: false,
    introduce: (...who) => void did.push(['introduce', ...who]),
    change: () => void did.push('change'),
    subscribe: (wanted) => {
      did.push(wanted);
      return 42;
    },
  };
  const methods = methodsOf(new Service(session, isReadOnly), (written) => written as never);
  const ask = (name: string, params: unknown) => methods[name]!(params, client);
  return { ask, session, inner, time, did, frames: () => frames };
}

describe('what is asked of a running cluster', () => {
  it('is all there is to be seen', () => {
    const { ask, inner } = asked();
    inner.advance(3);
    const view = inner.view();
    expect(ask('info', {})).toEqual({ ...inner.info, now: 3, over: false });
    expect(ask('view', {})).toEqual({
      at: 3,
      totals: view.totals,
      nodes: view.nodes(),
      processes: view.processes(),
    });
    expect(ask('heard', { node: 2 })).toEqual(inner.heard(2));
    expect(ask('decision', { node: 2 })).toBeNull();
    expect(ask('messages', { seconds: 1e8 })).toEqual(inner.messages());
    expect(ask('forecast', { pid: 1000 })).toEqual(inner.forecast(1000));
  });

  it('may be asked at a node, and changes nothing', () => {
    const questions: unknown[] = [];
    const inner = new FakeSession();
    inner.ask = ((question: unknown) => {
      questions.push(question);
      return { accepted: true, message: '7' };
    }) as never;
    const { ask, did } = asked({ inner, isReadOnly: true });
    const answer = { accepted: true, message: '7' };
    expect(ask('ask', { words: ['getload', '3'] })).toEqual(answer);
    expect(ask('ask', { words: ['status'], on: 2 })).toEqual(answer);
    expect(questions).toEqual([
      { ask: 'getload', node: '3', on: undefined },
      { ask: 'status', on: 2 },
    ]);
    expect(() => ask('ask', { words: ['status'], on: 1.5 })).toThrow('on must be an N#');
    expect(() => ask('ask', { words: ['weather'] })).toThrow('mosctl answers whois');
    expect(() => ask('ask', { words: [] })).toThrow(/^mosctl answers .*showmap$/);
    expect(did).toEqual([]);
  });
});

describe('who changes a running cluster', () => {
  it('is shown to have when time stands still', () => {
    const { ask, inner, did, frames } = asked();
    expect(ask('send', { do: 'lock', pid: 1000 })).toEqual({ accepted: true });
    expect(inner.sent).toEqual([{ do: 'lock', pid: 1000 }]);
    expect([did, frames()]).toEqual([['change'], 1]);
  });

  it('turns its time: faster, on and off', () => {
    const { ask, time, did, frames } = asked();
    expect(ask('time', {})).toEqual({ paused: true, rate: 2 });
    expect([did, frames()]).toEqual([[], 0]);
    expect(ask('time', { rate: 1e8 })).toEqual({ paused: true, rate: 1e8 });
    expect(ask('time', { paused: false })).toEqual({ paused: false, rate: 1e8 });
    expect(ask('time', { rate: 5, paused: true })).toEqual({ paused: true, rate: 5 });
    expect(ask('time', { paused: true })).toEqual({ paused: true, rate: 5 });
    expect([time.rate, time.paused]).toEqual([5, true]);
    // Shown where it stands still.
    expect([did.length, frames()]).toEqual([4, 3]);
  });

  it.each([
    [{ rate: 0 }, 'rate must be a number above 0, at most 100000000'],
    [{ rate: 1e8 + 1 }, 'rate must be a number above 0, at most 100000000'],
    [{ rate: null }, 'rate must be a number above 0, at most 100000000'],
    [{ paused: 'no' }, 'paused must be true or false'],
    [{ paused: null }, 'paused must be true or false'],
    [{ paused: 1, rate: 3 }, 'paused must be true or false'],
  ])('cannot turn its time so: %j', (wanted, sentence) => {
    const { ask, time } = asked();
    expect(() => ask('time', wanted)).toThrow(sentence);
    expect([time.rate, time.paused]).toEqual([2, true]);
  });

  it('lets it go on by a step while it stands still', () => {
    const { ask, inner, did } = asked();
    expect(ask('step', { seconds: 7 })).toEqual({ paused: true, rate: 2 });
    expect(inner.view().now).toBe(7);
    expect(did).toEqual(['change']);
    expect(() => ask('step', { seconds: 0 })).toThrow('seconds must be a number above 0');
  });

  it('goes to other moments, where it then stands still and is shown', () => {
    const { ask, inner, time, did, frames } = asked();
    const gone: unknown[] = [];
    const go = (where: unknown) => {
      gone.push([where, time.paused]);
      // Who is on the way may let it go on.
      time.play();
    };
    Object.assign(inner.past, { seek: go, switchTo: go });
    inner.advance(9);
    for (const [name, wanted] of [
      ['seek', { seconds: 4 }],
      ['seek', { seconds: null }],
      ['branch', { branch: 2 }],
    ] as const) {
      time.play();
      expect(ask(name, wanted)).toEqual({ now: 9 });
      expect(time.paused).toBe(true);
    }
    expect(gone).toEqual([
      [4, true],
      [Number.POSITIVE_INFINITY, true],
      [2, true],
    ]);
    expect([did, frames()]).toEqual([['change', 'change', 'change'], 3]);
    expect(() => ask('branch', { branch: 1.5 })).toThrow('branch must be a number');
    expect(() => ask('seek', {})).toThrow('seconds must be a number, or null for the present');
  });

  it('is nobody where nothing can be changed', () => {
    const { ask, did } = asked({ isReadOnly: true });
    const sentence = 'read-only: nothing can be changed';
    expect(() => ask('send', { do: 'lock', pid: 1000 })).toThrow(sentence);
    expect(() => ask('time', { rate: 3 })).toThrow(sentence);
    expect(() => ask('time', { paused: true })).toThrow(sentence);
    expect(ask('time', {})).toEqual({ paused: true, rate: 2 });
    expect(did).toEqual([]);
  });
});

describe('who listens', () => {
  it.each([
    [{}, { events: false, views: false }],
    [{ events: true }, { events: true, views: false }],
    [
      { views: true, events: false },
      { events: false, views: true },
    ],
  ])('asks with %j for what he is to be told', (wanted, told) => {
    const { ask, did } = asked();
    expect(ask('subscribe', wanted)).toEqual({ next: 42 });
    expect(did).toEqual([told]);
  });

  it('says his name, and whether he only reads, and learns how he is called', () => {
    const { ask, did } = asked();
    const longest = 'a'.repeat(60);
    const columns = expect.arrayContaining(['pid', 'workLeftSeconds', 'parent']);
    expect(ask('hello', { name: longest })).toEqual({ you: 'ana#1', protocol: 1, columns });
    ask('hello', { name: 'ana:top@cm1.x_y-z', readonly: true });
    expect(did).toEqual([
      ['introduce', longest, false],
      ['introduce', 'ana:top@cm1.x_y-z', true],
    ]);
    for (const name of [`${longest}a`, 'two words', 'a/b', '', undefined]) {
      expect(() => ask('hello', { name })).toThrow('name must be 1 to 60 letters');
    }
    expect(() => ask('hello', { name: 'ana', readonly: 0 })).toThrow('readonly must be');
  });
});
