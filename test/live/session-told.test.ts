import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { LiveSession } from '../../src/live/live-session.js';
import type { Caller } from '../../src/live/mover.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { none } from '../../src/scheduler/policies/none.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { FakeJobs } from '../support/fake-jobs.js';

const PARAMETERS = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
) as unknown as OpenMosixParameters;

/** A session of fake nodes, and all that it has said, as text. */
class Told {
  readonly cluster: FakeJobs;
  readonly session: LiveSession;
  readonly lines: string[] = [];

  constructor(
    count: number,
    options: { balance?: 'advise' | 'auto'; moves?: boolean; before?: (cluster: FakeJobs) => void },
  ) {
    const { balance = 'advise', moves = true, before = () => {} } = options;
    this.cluster = new FakeJobs(count);
    const { links, clock } = this.cluster;
    before(this.cluster);
    this.session = new LiveSession({
      hosts: links.map((link, index) => ({ id: index + 1, host: `cm${index + 1}`, link })),
      ...{ clock, policies: [openmosix, none], parameters: PARAMETERS, periodSeconds: 1, balance },
      caller: moves ? this.#caller() : undefined,
    });
    this.session.subscribe((event: ClusterEvent) => void this.say('event', event));
  }

  /** Tells of each call, and how long it waits. */
  #caller(): Caller {
    const { seat, nodes } = this.cluster;
    return {
      ...{ seat, nodes },
      carryOut: (call, waitSeconds, done) => {
        this.say(`call after ${waitSeconds} s`, call);
        this.cluster.carryOut(call, waitSeconds, done);
      },
    };
  }

  say(what: string, value: unknown): void {
    const rounded = JSON.stringify(value, (_, one) =>
      typeof one === 'number' && !Number.isInteger(one) ? Number(one.toPrecision(6)) : one,
    );
    this.lines.push(`${what} ${rounded}`);
  }

  pass(seconds: number): this {
    this.lines.push(`> ${seconds} s pass`);
    this.cluster.pass(seconds);
    return this;
  }

  send(command: Command): this {
    this.lines.push(`> ${JSON.stringify(command)}`);
    this.say('answer', this.session.send(command));
    return this;
  }

  /** All that can be asked. */
  look(...pids: readonly number[]): this {
    const view = this.session.view();
    this.say('info', this.session.info);
    this.say('totals', [view.now, view.totals, this.session.isSeen]);
    for (const node of view.nodes()) {
      this.say('node', node);
      this.say('decided', this.session.lastDecision(node.id));
    }
    for (const process of view.processes()) this.say('process', process);
    for (const pid of pids) {
      this.say('explained', this.session.explain(pid));
      this.say('forecasts', this.session.forecast(pid));
    }
    return this;
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

/** The pid of what a job computes with, at the node where it was started. */
const pid = (job: number, node = 1) => 10_000_000 * node + 100 * job + 2;

const commands = (...all: readonly unknown[]) => all as readonly Command[];

describe('real nodes tell what they did when it was looked at last: -u writes it anew', () => {
  it('with jobs that a user moves', async () => {
    const told = new Told(3, {});
    const { cluster } = told;
    for (const name of ['a-1', 'b-2', 'c-3']) cluster.start(name, 1);
    cluster.start('d-4', 2, { isLocked: true });
    cluster.start('e-5', 1, { refusal: 'it has a terminal' });
    told.look(pid(1)).pass(1).look(pid(1)).pass(3).look(pid(1), pid(4, 2), 5);
    const all = commands(
      ...[
        { do: 'migrate', pid: pid(1), to: 2 },
        { do: 'migrate', pid: pid(1), to: 3 },
      ],
      ...[
        { do: 'migrate', pid: pid(2), to: 1 },
        { do: 'migrate', pid: pid(2), to: 9 },
      ],
      ...[
        { do: 'migrate', pid: pid(2), to: 'home' },
        { do: 'migrate', pid: 7, to: 2 },
      ],
      ...[
        { do: 'lock', pid: pid(2) },
        { do: 'unlock', pid: pid(4, 2) },
        { do: 'lock', pid: 7 },
      ],
    );
    for (const command of all) told.send(command);
    told.pass(1).look(pid(1), pid(2)).pass(2).look(pid(1, 2), pid(4, 2));
    told
      .send({ do: 'migrate', pid: pid(5), to: 3 })
      .pass(3)
      .look(pid(5));
    told.send({ do: 'migrate', pid: pid(3), to: 'balance' }).pass(3);
    told.send({ do: 'migrate', pid: pid(3, 3), to: 'balance' }).pass(2);
    told.send({ do: 'expel', node: 2 }).send({ do: 'bring', node: 1 }).pass(4);
    told.send({ do: 'expel', node: 2 }).send({ do: 'bring', node: 1 });
    told.send({ do: 'expel', node: 9 }).send({ do: 'bring', node: 9 });
    await expect(told.pass(3).look(pid(1)).text).toMatchFileSnapshot('transcripts/moved.txt');
  });

  it('with jobs that the policy moves, and one that goes on by itself', async () => {
    const told = new Told(2, {
      balance: 'auto',
      before: (cluster) => {
        for (let job = 1; job <= 5; job++) cluster.start(`awk-${job}`, 1);
        cluster.start('sed-6', 1, { refusal: 'a pipe leaves it', isLocked: false });
      },
    });
    told.pass(2).look(pid(1)).pass(6).look(pid(1), pid(2, 2), pid(6));
    told.send({ do: 'stay', node: 1 }).pass(2).look(pid(1));
    told.send({ do: 'nostay', node: 1 }).send({ do: 'block', node: 2 }).pass(2);
    told.send({ do: 'quiet', node: 2 }).pass(2).look(pid(1));
    told.send({ do: 'policy', name: 'none' }).pass(2).look(pid(1));
    told.send({ do: 'policy', name: 'best' });
    await expect(told.text).toMatchFileSnapshot('transcripts/balanced.txt');
  });

  it('with nothing that moves, and nodes that fall silent', async () => {
    const told = new Told(2, { moves: false });
    told.cluster.start('a-1', 1);
    told.pass(3).look(pid(1));
    const all = commands(
      ...[
        { do: 'kill', pid: pid(1), signal: 'HUP' },
        { do: 'kill', pid: pid(1) },
        { do: 'stop', pid: 3 },
      ],
      ...[
        { do: 'stop', pid: pid(1) },
        { do: 'cont', pid: pid(1) },
        { do: 'renice', pid: pid(1), nice: 5 },
      ],
      ...[
        { do: 'migrate', pid: pid(1), to: 2 },
        { do: 'expel', node: 1 },
        { do: 'bring', node: 1 },
      ],
      ...[
        { do: 'leave', node: 1 },
        { do: 'crash', node: 1 },
        { do: 'join', node: 1 },
        { do: 'join', node: 7 },
      ],
      ...[
        { do: 'lock', pid: pid(1) },
        { do: 'unlock', pid: pid(1) },
        { do: 'spawn', home: 1 },
      ],
      ...[
        { do: 'set', parameter: 'window', value: '2' },
        { do: 'recover', node: 1 },
        { do: 'stay', node: 8 },
      ],
      ...['stay', 'lstay', 'block', 'quiet', 'nostay', 'nolstay', 'noblock', 'noquiet'].map(
        (verb) => ({ do: verb, node: 1 }),
      ),
      ...[{ do: 'setspeed', node: 1, speed: 3 }],
    );
    for (const command of all) told.send(command);
    const [first, second] = told.cluster.links;
    first!.complaint = 'Operation not permitted';
    told.send({ do: 'renice', pid: pid(1), nice: -5 }).send({ do: 'kill', pid: pid(1) });
    second!.breaks('Connection refused');
    told.cluster.clock.pass(5);
    told
      .look(pid(1))
      .send({ do: 'join', node: 2 })
      .send({ do: 'stop', pid: pid(1) });
    told.lines.push(...first!.scripts);
    told.say('asked', [told.session.ask(), told.session.heard(), told.session.messages()]);
    told.say('unknown', [
      told.session.lastDecision(9),
      told.session.explain(1),
      told.session.forecast(1),
    ]);
    await expect(told.text).toMatchFileSnapshot('transcripts/watched.txt');
  });
});
