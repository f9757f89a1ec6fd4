import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { AttachedSession } from '../../src/control/attached-session.js';
import { serviceAround } from '../support/service-of.js';

/** A dashboard that is attached to a cluster which answers so; `undefined` as an error. */
function attached(answers: Readonly<Record<string, unknown>> = {}) {
  const seen = serviceAround().seen();
  const requests: unknown[] = [];
  const asked = {
    isLost: false,
    request: (method: string, params: object) => {
      requests.push([method, params]);
      return method in answers
        ? Promise.resolve(answers[method])
        : Promise.reject(new Error(`${method} is refused`));
    },
  };
  const session = new AttachedSession(asked, { you: 'ana#1', seen });
  const refusals: string[] = [];
  session.onRefusal = (reason) => void refusals.push(reason);
  return { session, seen, asked, requests, refusals };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('an attached session', () => {
  it('is what was seen last', () => {
    const { session, seen } = attached();
    expect([session.run, session.over, session.rate]).toEqual([1, false, 1]);
    expect(session.info).toEqual({
      ...seen.info,
      noPast: 'nothing is kept of the past of this cluster',
    });
    const next = {
      ...{ ...seen, run: 2, over: true, now: 9, totals: { ...seen.totals, killed: 4 } },
      time: { paused: false, rate: 5 },
      info: { ...seen.info, noPast: 'it is real' },
      nodes: seen.nodes.slice(1, 3),
      processes: seen.processes.slice(0, 2),
    };
    session.take('seen', next);
    expect([session.run, session.over, session.rate]).toEqual([2, true, 5]);
    expect(session.info.noPast).toBe('it is real');
    const view = session.view();
    expect([view.now, view.totals.killed]).toEqual([9, 4]);
    expect(view.nodes()).toEqual(next.nodes);
    expect([view.node(1), view.node(2)]).toEqual([undefined, next.nodes[0]]);
    expect(view.processes().map(({ pid }) => pid)).toEqual([1000, 1001]);
    expect([view.process(1001)?.pid, view.process(1002)]).toEqual([1001, undefined]);
  });

  it('tells who listens first what was told before, and whose commands were those of others', () => {
    const { session } = attached();
    const event = (at: number, whose?: string) => ({ type: 'locked', at, pid: 1, whose });
    session.take('events', { first: 0, events: [event(1, 'ana#1'), event(2, 'bob#2')] });
    const heard: ClusterEvent[] = [];
    const late: ClusterEvent[] = [];
    const end = session.subscribe((one) => heard.push(one));
    session.subscribe((one) => late.push(one));
    session.take('events', { first: 2, events: [event(3)] });
    session.take('nothing of the kind', {});
    end();
    session.take('events', { first: 3, events: [event(4)] });
    expect(heard).toEqual([event(1, undefined), event(2, 'bob#2'), event(3)]);
    expect(late).toEqual([event(3), event(4)]);
  });

  it('says how many events were not received', () => {
    const { session } = attached();
    const gaps: number[] = [];
    session.take('gap', { first: 0, next: 4 });
    session.onGap = (count) => void gaps.push(count);
    session.take('gap', { first: 7, next: 12 });
    session.take('nothing of the kind', { first: 1, next: 2 });
    expect(gaps).toEqual([5]);
  });

  it('asks the cluster, in the words of its methods', async () => {
    const answers = { decision: null, explain: null, heard: [], messages: [], forecast: [] };
    const done = { accepted: true };
    const { session, requests } = attached({ ...answers, send: done, ask: done, step: {} });
    expect(await session.send({ do: 'reboot', node: 1, bootSeconds: 9 } as never)).toBe(done);
    expect(await session.ask({ ask: 'getload', node: 2, on: 1 } as never)).toBe(done);
    expect(await session.ask({ ask: 'status' } as never)).toBe(done);
    expect(await session.lastDecision(3)).toBeUndefined();
    expect(await session.explain(1000)).toBeUndefined();
    expect(await session.heard(2)).toEqual([]);
    expect(await session.messages(5)).toEqual([]);
    expect(await session.forecast(1000)).toEqual([]);
    const time = session.beginTime({ rate: 3, framesPerSecond: 4, onFrame: () => {} });
    time.step(2);
    expect([time.paused, time.rate, time.framesPerSecond]).toEqual([true, 1, 10]);
    // It stands still already, at that rate.
    time.pause();
    time.rate = 1;
    expect(session.advance()).toBe(true);
    expect(requests).toEqual([
      ['send', { do: 'reboot', node: 1, boot: 9 }],
      ['ask', { words: ['getload', '2'], on: 1 }],
      ['ask', { words: ['status'], on: undefined }],
      ['decision', { node: 3 }],
      ['explain', { pid: 1000 }],
      ['heard', { node: 2 }],
      ['messages', { seconds: 5 }],
      ['forecast', { pid: 1000 }],
      ['step', { seconds: 2 }],
    ]);
  });

  it('lets its time go on when that is asked for, once', async () => {
    const { session, requests, refusals } = attached({ time: {} });
    const time = session.beginTime({ rate: 3, framesPerSecond: 4, onFrame: () => {} });
    time.play();
    time.play();
    expect(time.paused).toBe(false);
    await settled();
    expect(requests).toEqual([['time', { paused: false }]]);
    expect(refusals).toEqual([]);
  });

  it('has what is explained and decided as the cluster says it', async () => {
    const { session } = attached({ decision: { at: 1 }, explain: { pid: 1000 } });
    expect(await session.lastDecision(3)).toEqual({ at: 1 });
    expect(await session.explain(1000)).toEqual({ pid: 1000 });
  });

  it('answers a command that is refused with the reason, and tells of what has no answer of its own', async () => {
    const { session, refusals } = attached();
    const refused = (reason: string) => ({ accepted: false, reason });
    const command = { do: 'lock', pid: 1 } as const;
    expect(await session.send(command)).toMatchObject(refused('send is refused'));
    expect(await session.ask({ ask: 'status' } as never)).toMatchObject(refused('ask is refused'));
    expect(refusals).toEqual([]);
    void session.heard(1);
    session.beginTime({ rate: 1, framesPerSecond: 1, onFrame: () => {} }).step(1);
    await settled();
    expect(refusals).toEqual(['heard is refused', 'step is refused']);
  });

  it('has no answer and no refusal when nobody is there any more', async () => {
    const { session, asked, refusals } = attached();
    asked.isLost = true;
    let answered = false;
    void Promise.resolve(session.send({ do: 'lock', pid: 1 })).then(() => (answered = true));
    void session.heard(1);
    await settled();
    expect([answered, refusals]).toEqual([false, []]);
  });

  it('goes to other moments where the cluster does', async () => {
    const { session, seen, requests, refusals } = attached({ seek: {}, branch: {} });
    const past = session.past!;
    expect(past).toMatchObject({ ...seen.past });
    await past.seek(4);
    await past.switchTo(2);
    past.begin({ from: 1 });
    expect(requests).toEqual([
      ['seek', { seconds: 4 }],
      ['branch', { branch: 2 }],
    ]);
    expect(refusals).toEqual(['a branch like that begins where the cluster runs']);
    session.take('seen', { ...seen, past: undefined });
    expect(session.past).toBeUndefined();
  });
});
