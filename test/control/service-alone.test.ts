import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { CommonSession } from '../../src/control/common-session.js';
import { Outbox } from '../../src/control/outbox.js';
import { Service, type Subscriber } from '../../src/control/service.js';
import { FakeSession } from '../support/fake-session.js';
import { serviceAround } from '../support/service-of.js';

/** Somebody who reads as fast as he is told to. */
class Listener implements Subscriber {
  outbox: Outbox | undefined = new Outbox();
  wantsViews = true;
  isBusy = false;
  /** Of each message its method, of events their numbers too. */
  readonly told: unknown[] = [];

  write(text: string | Uint8Array): void {
    for (const line of Buffer.from(text).toString().trimEnd().split('\n')) {
      const { method, params } = JSON.parse(line);
      const isEvents = method === 'events';
      this.told.push(
        isEvents ? params.events.map((_: unknown, at: number) => params.first + at) : method,
      );
    }
  }
}

const EVENT = { type: 'locked', at: 0, pid: 1000 } as unknown as ClusterEvent;

function served() {
  const session = new FakeSession();
  return { session, service: serviceAround(session) };
}

describe('a service', () => {
  it('tells of events from when somebody listens, by numbers that are the same for all', () => {
    const { session, service } = served();
    session.tell(EVENT);
    const [one, two] = [new Listener(), new Listener()];
    expect(service.add(one)).toBe(0);
    session.tell(EVENT);
    expect(service.add(two)).toBe(1);
    session.tell(EVENT);
    service.tell();
    expect(one.told).toEqual([[0, 1], 'seen']);
    expect(two.told).toEqual([[1], 'seen']);
    expect(service.seen().next).toBe(2);
  });

  it('counts no events any more when the last one who listened has gone', () => {
    const { session, service } = served();
    const [one, two] = [new Listener(), new Listener()];
    service.add(one);
    service.add(two);
    service.remove(one);
    session.tell(EVENT);
    service.tell();
    expect([one.told, two.told]).toEqual([[], [[0], 'seen']]);
    service.remove(two);
    session.tell(EVENT);
    expect(service.seen().next).toBe(1);
    expect(service.add(one)).toBe(1);
    session.tell(EVENT);
    service.tell();
    expect(one.told).toEqual([[1], 'seen']);
  });

  it('shows each view once, and the newest one to who could not take it before', () => {
    const { session, service } = served();
    const [quick, busy, deaf] = [new Listener(), new Listener(), new Listener()];
    Object.assign(busy, { isBusy: true });
    Object.assign(deaf, { wantsViews: false, outbox: undefined });
    for (const one of [quick, busy, deaf]) service.add(one);
    service.tell();
    service.tell();
    session.advance(1);
    service.tell();
    session.tell(EVENT);
    service.tellTo(busy);
    expect(busy.told).toEqual([]);
    busy.isBusy = false;
    service.tell();
    service.tell();
    expect(quick.told).toEqual(['seen', 'seen', [0], 'seen']);
    expect(busy.told).toEqual([[0], 'seen']);
    expect(deaf.told).toEqual([]);
  });

  it('tells one alone only if it listens', () => {
    const { session, service } = served();
    const [one, other, stranger] = [new Listener(), new Listener(), new Listener()];
    service.add(one);
    service.add(other);
    session.tell(EVENT);
    service.tellTo(one);
    service.tellTo(stranger);
    expect([one.told, other.told, stranger.told]).toEqual([[[0], 'seen'], [], []]);
  });

  it('shows another run under another number, and tells of its events if somebody listens', () => {
    const { session, service } = served();
    expect(service.seen().run).toBe(1);
    const other = new FakeSession();
    service.show(new CommonSession(other));
    other.tell(EVENT);
    expect(service.seen()).toMatchObject({ run: 2, next: 0 });
    const one = new Listener();
    service.add(one);
    const third = new FakeSession();
    service.show(new CommonSession(third));
    other.tell(EVENT);
    other.tell(EVENT);
    session.tell(EVENT);
    third.tell(EVENT);
    service.tell();
    expect(one.told).toEqual([[0], 'seen']);
    expect(service.seen().run).toBe(3);
  });

  it('shows time that has not begun as one that stands still, at rate 1', () => {
    const { service } = served();
    expect(service.seen()).toMatchObject({
      time: { paused: true, rate: 1 },
      over: false,
      past: { branch: 1, isPast: false, jumps: 0 },
    });
    const time = service.session.beginTime({ rate: 7, framesPerSecond: 1, onFrame: () => {} });
    expect(service.seen().time).toEqual({ paused: false, rate: 7 });
    time.pause();
    expect(service.seen().time).toEqual({ paused: true, rate: 7 });
    const bare = new FakeSession();
    Object.assign(bare, { past: undefined });
    expect(serviceAround(bare).seen().past).toBeUndefined();
  });

  it.each([
    ['time is stopped', ({ time }: CommonSession) => time!.pause()],
    ['time goes faster', ({ time }: CommonSession) => void Object.assign(time!, { rate: 2 })],
    ['it is gone to another moment', ({ past }: CommonSession) => void past!.seek(3)],
  ])('shows that %s', (_, change) => {
    const { service } = served();
    service.session.beginTime({ rate: 1, framesPerSecond: 1e-3, onFrame: () => {} });
    const one = new Listener();
    service.add(one);
    service.tell();
    change(service.session);
    service.tell();
    service.session.time!.pause();
    expect(one.told).toEqual(['seen', 'seen']);
  });

  it('may be changed unless it is read-only', () => {
    const common = new CommonSession(new FakeSession());
    expect(new Service(common).isReadOnly).toBe(false);
    expect(new Service(common, true).isReadOnly).toBe(true);
  });
});

describe('a past that several turn', () => {
  it('counts each time that one has, and finds what the past inside finds', () => {
    const inner = new FakeSession();
    const gone: unknown[] = [];
    Object.assign(inner.past, {
      seek: (seconds: number) => void gone.push(seconds),
      switchTo: (branch: number) => void gone.push(branch),
      begin: (way: object) => void gone.push(way),
      *find() {
        yield 4;
        return 7;
      },
    });
    const past = new CommonSession(inner).past!;
    expect(past.jumps).toBe(0);
    past.seek(3);
    expect(past.jumps).toBe(1);
    past.switchTo(2);
    expect(past.jumps).toBe(2);
    past.begin({ from: 1 });
    expect(past.jumps).toBe(3);
    expect(gone).toEqual([3, 2, { from: 1 }]);
    const search = past.find!({ holds: () => true }, 'next');
    expect([search.next(), search.next()]).toEqual([
      { done: false, value: 4 },
      { done: true, value: 7 },
    ]);
    expect(past.jumps).toBe(4);
    const { presentSeconds, isPast, branch, branches, memory } = inner.past;
    expect(past).toMatchObject({ presentSeconds, isPast, branch, branches, memory });
  });

  it('waits until it is there where that takes time', async () => {
    const inner = new FakeSession();
    let arrive = () => {};
    Object.assign(inner.past, { seek: () => new Promise<void>((resolve) => (arrive = resolve)) });
    const past = new CommonSession(inner).past!;
    const there = past.seek(3);
    expect(past.jumps).toBe(0);
    arrive();
    await there;
    expect(past.jumps).toBe(1);
  });

  it('finds nothing where its moments cannot be gone through', () => {
    const inner = new FakeSession();
    Object.assign(inner.past, { find: undefined });
    const search = new CommonSession(inner).past!.find!({ holds: () => true }, 'next');
    expect(search.next()).toEqual({ done: true, value: undefined });
  });
});

describe('a session that several command', () => {
  it('shows what somebody has done while time stands still, and not while it goes on', () => {
    const session = new CommonSession(new FakeSession());
    session.refresh();
    let frames = 0;
    const time = session.beginTime({
      rate: 1,
      framesPerSecond: 1e-3,
      onFrame: () => void frames++,
    });
    session.refresh();
    expect([time.paused, frames]).toEqual([false, 0]);
    time.pause();
    session.refresh();
    expect(frames).toBe(1);
  });

  it('passes on what is asked of the one inside', () => {
    const inner = new FakeSession();
    const session = new CommonSession(inner);
    expect(session.info).toBe(inner.info);
    expect(session.over).toBe(false);
    expect(session.futures).toBe(inner.futures);
    expect(session.heard(1)).toEqual(inner.heard(1));
    expect(session.messages(1)).toEqual(inner.messages());
    expect(session.forecast(1000)).toEqual(inner.forecast(1000));
    expect([session.explain(1), session.lastDecision(1)]).toEqual([undefined, undefined]);
    expect(session.ask({ ask: 'whois' } as never)).toEqual(inner.ask());
    expect(session.advance(9)).toBe(true);
    expect(session.view().now).toBe(9);
  });
});
