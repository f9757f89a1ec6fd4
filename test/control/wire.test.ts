import { expect, it } from 'vitest';
import type { ProcessView } from '../../src/cluster/facts/view.js';
import {
  COLUMNS,
  notification,
  PROTOCOL,
  processOf,
  rowOf,
  withInfinity,
  withoutInfinity,
} from '../../src/control/wire.js';
import fc from '../support/properties.js';

const number = fc.oneof(fc.integer(), fc.constant(Number.POSITIVE_INFINITY), fc.constant(0));
const maybe = fc.option(number, { nil: undefined });
const text = fc.oneof(fc.string(), fc.constant('endless'));

const PROCESS: fc.Arbitrary<ProcessView> = fc.record({
  ...{ pid: fc.nat(), user: text, command: text, home: fc.nat(), node: fc.nat(), target: maybe },
  state: fc.constantFrom('R', 'M', 'T', 'S', 'D'),
  ...{ nice: fc.integer(), locked: fc.boolean(), cantmove: fc.nat(), cpuShare: number },
  ...{ residentBytes: number, cpuSeconds: number, arrivalSeconds: number },
  ...{ workSeconds: maybe, workLeftSeconds: maybe, migrations: fc.nat(), parent: maybe },
});

it('a process arrives as it was sent, endless work and a user named endless included', () => {
  fc.assert(
    fc.property(PROCESS, (process) => {
      const sent = JSON.parse(JSON.stringify(rowOf(process)));
      expect(sent).toHaveLength(COLUMNS.length);
      expect(processOf(sent)).toEqual(process);
    }),
  );
});

it('a number without end is a word in JSON, and that word a number again, but where people write', () => {
  const said = {
    at: Number.POSITIVE_INFINITY,
    low: Number.NEGATIVE_INFINITY,
    user: 'endless',
    n: 1,
  };
  const text = JSON.stringify(said, withoutInfinity);
  expect(text).toBe('{"at":"endless","low":null,"user":"endless","n":1}');
  expect(JSON.parse(text, withInfinity)).toEqual({ ...said, low: null });
  const texts = ['user', 'command', 'name', 'site', 'address', 'scenario', 'about', 'policy'];
  for (const key of [...texts, 'before', 'message', 'reason', 'whose', 'mask']) {
    expect(withInfinity(key, 'endless')).toBe('endless');
  }
  expect(withInfinity('users', 'endless')).toBe(Number.POSITIVE_INFINITY);
});

it('a message that nobody answers is a line of JSON-RPC', () => {
  expect(notification('gap', '{"first":1}')).toBe(
    '{"jsonrpc":"2.0","method":"gap","params":{"first":1}}\n',
  );
  expect(PROTOCOL).toBe(1);
});
