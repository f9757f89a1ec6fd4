import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import {
  orderOf,
  orderScript,
  orderWords,
  REASONS,
  REASONS_WITH_MOVES,
  refusalOf,
} from '../../src/live/orders.js';

describe('what is ordered of a real process', () => {
  it.each([
    [{ do: 'kill', pid: 5, signal: 'HUP' }, { signal: 'HUP' }, 'send SIGHUP to 5'],
    [{ do: 'kill', pid: 5 }, { signal: 'TERM' }, 'send SIGTERM to 5'],
    [{ do: 'stop', pid: 5 }, { signal: 'STOP' }, 'send SIGSTOP to 5'],
    [{ do: 'cont', pid: 5 }, { signal: 'CONT' }, 'send SIGCONT to 5'],
    [{ do: 'renice', pid: 5, nice: -3 }, { nice: -3 }, 'renice 5 to -3'],
  ])('is what the command says: %j', (command, order, words) => {
    expect(orderOf(command as Command)).toEqual(order);
    expect(orderWords(order as never, 5)).toBe(words);
  });

  it.each(['migrate', 'crash', 'policy', 'stay'])('is nothing by %s', (name) => {
    expect(orderOf({ do: name } as never)).toBeUndefined();
  });

  it.skipIf(!existsSync('/proc/self/stat'))(
    'is done to that process, not to another one that has its pid',
    () => {
      const stat = readFileSync(`/proc/${process.pid}/stat`, 'latin1');
      const start = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
      // Signal 0, which no order sends, asks only whether it is there.
      const ordered = (order: object, pid: number, since: number) => {
        const script = orderScript(order as never, pid, since);
        const { status, stderr } = spawnSync('sh', [], { input: script, encoding: 'utf8' });
        return [status, stderr];
      };
      expect(ordered({ signal: '0' }, process.pid, start)).toEqual([0, '']);
      expect(ordered({ signal: '0' }, process.pid, start + 1)).toEqual([1, 'it has ended\n']);
      expect(ordered({ signal: '0' }, 2 ** 22 + 5, start)).toEqual([1, 'it has ended\n']);
      expect(orderScript({ nice: 7 }, 5, 1)).toContain('\nrenice 7 -p 5 >/dev/null\n');
      expect(orderScript({ signal: 'KILL' }, 5, 1)).toContain('\nkill -s KILL 5 >/dev/null\n');
    },
  );
});

describe('what real nodes do not do', () => {
  const jobs = 'this cluster is real: only jobs started with `mtop-sim live run` can move';

  it('is refused with the reason', () => {
    const reason = (name: string) =>
      (refusalOf({ do: name } as never) as { readonly reason: string }).reason;
    for (const name of ['migrate', 'expel', 'bring', 'leave', 'lock', 'unlock']) {
      expect(reason(name)).toBe(jobs);
    }
    expect(reason('crash')).toBe('this cluster is real: nodes are not crashed from here');
    expect(reason('setpe')).toBe('this cluster is real: that exists only in a simulation');
  });

  it('is less where jobs can move', () => {
    const gone = Object.keys(REASONS).filter((name) => !(name in REASONS_WITH_MOVES));
    expect(gone.sort()).toEqual(['bring', 'expel', 'lock', 'migrate', 'unlock']);
    expect(REASONS_WITH_MOVES.leave).toBe(jobs);
  });
});
