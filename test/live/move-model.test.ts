import { describe, expect, it } from 'vitest';
import { reportOf } from '../../src/live/job.js';
import { type KnownOfJob, recover } from '../../src/live/recovery.js';
import fc from '../support/properties.js';
import { ALL_FIXES, JobModel } from './job-model.js';
import { faultsOf, type Recover, type Variant } from './schedule.js';

/** `MOVES=10000 npx vitest run test/live/move-model.test.ts`: so many schedules of each kind. */
const RUNS = Number(process.env.MOVES ?? 1500);

const schedules = fc.array(fc.nat(9999), { minLength: 20, maxLength: 260, size: 'max' });

function search(variant: Variant, numRuns: number) {
  return fc.check(
    fc.property(schedules, (schedule) => {
      expect(faultsOf(schedule, variant)).toEqual([]);
    }),
    { numRuns, endOnFailure: true },
  );
}

describe('moves of a job between real nodes, in a model of them', () => {
  it('never make two run, and after recovery one runs or the job has ended, whatever is lost, late, doubled or dies', () => {
    const { failed, counterexample } = search({}, RUNS);
    expect(failed ? faultsOf(counterexample![0], {}) : []).toEqual([]);
  }, 300_000);

  it('lose no line of output and write none twice when no node starts again', () => {
    const { failed, counterexample } = search({ mayCrash: false }, RUNS);
    expect(failed ? faultsOf(counterexample![0], { mayCrash: false }) : []).toEqual([]);
  }, 300_000);

  it.each<[string, Variant]>([
    ['a lease is bound to its move and its cell', { fixes: { ...ALL_FIXES, leaseIsBound: false } }],
    ['back names its move', { fixes: { ...ALL_FIXES, backNamesMove: false } }],
    ['a copy that has arrived wins over images', { recoverBy: blindToArrivals }],
    ['the first to write the fate decides', { fixes: { ...ALL_FIXES, fateIsExclusive: false } }],
  ])(
    'go wrong without the rule that %s',
    (_, variant) => {
      expect(search({ mayCrash: false, ...variant }, 10_000).failed).toBe(true);
    },
    300_000,
  );

  it('go wrong without the rule that a target is asked after the giving away is known', () => {
    expect(recoveredWithOldAnswers(recover).running).toHaveLength(1);
    expect(recoveredWithOldAnswers(trustingOldAnswers).running).toHaveLength(2);
  });
});

/**
 * Somebody asks the target before a move begins, and the source when it was given away. The move
 * goes on meanwhile, and its last call arrives after the first thing that recovery does.
 */
function recoveredWithOldAnswers(recoverBy: Recover): JobModel {
  const model = new JobModel(ALL_FIXES);
  const call = (verb: string, node: number, ...words: string[]) =>
    model.carryOut({ verb, node, words: ['job', 'm', ...words] });
  const reportFrom = (node: number) => {
    const answer = call('look', node);
    return reportOf(answer.kind === 'yes' ? answer.facts : {});
  };
  const old = reportFrom(2);
  call('room', 2, 'n1');
  call('dump', 1, '60', 'n2', '0');
  const into = { verb: 'unpack', node: 2, words: ['job', 'm'] };
  model.carryOut({ verb: 'pack', node: 1, words: ['job', 'm'], into });
  call('restore', 2);
  call('commit', 1);
  const reports = new Map([1, 2, 3].map((node) => [node, node === 2 ? old : reportFrom(node)]));
  const nothing = { silent: [], given: new Set<string>(), lost: new Set<string>() };
  const first = recoverBy({ job: 'job', reports, ...nothing });
  if (first.kind === 'act') model.carryOut(first.call);
  call('go', 2);
  return model;
}

/** As recovery was when it made a job again although the dead seat's `go` had arrived. */
function blindToArrivals(known: KnownOfJob) {
  const reports = [...known.reports].map(([id, report]) => {
    const isHidden = report.leaving === undefined && report.arriving === undefined;
    return [id, isHidden ? { ...report, cell: 'none', arrived: undefined } : report] as const;
  });
  return recover({ ...known, reports: new Map(reports as never) });
}

/** What was asked before the giving away was known is taken to be so still. */
function trustingOldAnswers(known: KnownOfJob) {
  const moves = [...known.reports.values()].flatMap(({ leaving }) => leaving?.move ?? []);
  return recover({ ...known, given: new Set(moves) });
}
