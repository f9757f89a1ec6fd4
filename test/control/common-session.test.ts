import { expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { CommonSession } from '../../src/control/common-session.js';
import { FakeSession } from '../support/fake-session.js';

/** A session that remembers whose commands they were. */
class Remembering extends FakeSession {
  readonly whose: (string | undefined)[] = [];

  override send(command: Command, whose?: string) {
    this.whose.push(whose);
    return super.send(command);
  }
}

it('the session inside is told whose command it is, but for the owner, who is its user', () => {
  const inner = new Remembering();
  const session = new CommonSession(inner, 'eva:dashboard');
  const crash = { do: 'crash', node: 1 as never } as const;
  session.send(crash);
  session.sendAs('ana#1', crash);
  session.sendAs(undefined, crash);
  session.sendAs('eva:dashboard', crash);
  expect(inner.whose).toEqual([undefined, 'ana#1', undefined, undefined]);
});
