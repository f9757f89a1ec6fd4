import { describe, expect, it } from 'vitest';
import {
  CANTMOVE,
  cantmoveWords,
  hardReasons,
  USER_LOCK,
} from '../../../src/cluster/facts/cantmove.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  nodeSpecs,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** hpctask.h's bits, and what hpc/proc.c prints of them. */
const TABLE = [
  [0x1, 'STAYFORMONKEY', 'monkey'],
  [0x2, 'STAYFORDEV', 'mmap_dev'],
  [0x4, 'STAYFOR86', 'VM86_mode'],
  [0x8, 'STAYITSDAEMON', 'daemon'],
  [0x10, 'STAYFORPRIV', 'priv_inst'],
  [0x20, 'STAYFORMLOCK', 'mem_lock'],
  [0x40, 'STAYFORCLONE', 'clone_vm'],
  [0x80, 'STAYFORRT', 'rt_sched'],
  [0x100, 'STAYFORIOPL', 'direct_io'],
  [0x200, 'STAYITSINIT', 'system'],
  [0x400, 'STAYFORKIOBUF', 'kiobuf'],
  [0x1000000, 'STAY_OTHER1', 'extern_1'],
  [0x2000000, 'STAY_OTHER2', 'extern_2'],
  [0x4000000, 'STAY_OTHER3', 'extern_3'],
  [0x8000000, 'STAY_OTHER4', 'extern_4'],
  [0x80000000, 'NOMIGRATE', 'user_lock'],
] as const;

/** Three endless processes with these reasons on one of two nodes. */
function tied(cantmove: number) {
  const simulation = simulationOf({
    nodes: nodeSpecs(2),
    processes: processSpecs(3, 1, { cantmove }),
    policy: openmosix,
  });
  runUntil(simulation, 60);
  return simulation;
}

describe('the reasons why a process cannot move', () => {
  it('are those of openMosix, with bit, name and word', () => {
    expect(CANTMOVE.map(({ bit, name, word }) => [bit, name, word])).toEqual(TABLE);
    expect(new Set(CANTMOVE.map(({ meaning }) => meaning)).size).toBe(TABLE.length);
  });

  it.each(TABLE.filter(([bit]) => bit !== USER_LOCK))(
    '%i (%s): it stays, also when told by hand, and the refusal says %s',
    (bit, _, word) => {
      const simulation = tied(bit);
      expect(runnables(simulation)).toEqual([3, 0]);
      expect(simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 })).toEqual({
        accepted: false,
        reason: `process 1000 cannot move: ${word}`,
      });
    },
  );

  it('but for the lock: it stays by itself, and moves by hand', () => {
    const simulation = tied(USER_LOCK);
    expect(runnables(simulation)).toEqual([3, 0]);
    expect(simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 }).accepted).toBe(true);
  });

  it('are listed in the order of their bits, the lock last', () => {
    const all = TABLE.reduce((bits, [bit]) => (bits | bit) >>> 0, 0);
    expect(cantmoveWords(all)).toEqual(TABLE.map(([, , word]) => word));
    expect(hardReasons(all)).toBe(all - USER_LOCK);
  });
});
