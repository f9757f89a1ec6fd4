import { mser5OfBatches } from '../statistics/truncation.js';
import type { CellRuns } from './cell-runs.js';
import { type CellSpec, levelText, type Study } from './study.js';

/** Runs of each cell from which the warm-up is found. */
export const PILOTS = 10;

/** What MSER-5 says of the start of a cell's runs. */
export interface CellTruncation {
  /** How many processes are left out. */
  readonly cut: number;
  /** It could not tell: the runs have not settled within their first half. */
  readonly isDoubtful: boolean;
}

/**
 * The warm-up of each cell: MSER-5 of the mean of the pilot runs, since one run says too little
 * (Welch 1983), and of the cells that are compared with each other the largest.
 * @param pilots by cell
 * @returns by cell; undefined: pilot runs of a cell that it is compared with are missing
 */
export function truncationsOf(
  {
    cells,
    base = {},
  }: { readonly cells: readonly Pick<CellSpec, 'levels'>[] } & Pick<Study, 'base'>,
  pilots: readonly CellRuns[],
): readonly (CellTruncation | undefined)[] {
  const groups = cells.map(({ levels }) =>
    JSON.stringify(Object.values({ ...levels, ...base }).map(levelText)),
  );
  const found = new Map<string, CellTruncation | undefined>();
  groups.forEach((group, cell) => {
    const own = truncationOf(pilots[cell]!);
    if (!found.has(group)) found.set(group, own);
    else found.set(group, larger(found.get(group), own));
  });
  return groups.map((group) => found.get(group));
}

/** The mean of pilot runs, five processes each, as long as the shortest; undefined: none is there. */
export function meanPilot(runs: CellRuns): Float64Array | undefined {
  let total: Float64Array | undefined;
  let count = 0;
  for (let replication = 0; replication < PILOTS; replication++) {
    const own = runs.pilot(replication);
    if (own === undefined) continue;
    count++;
    const length = Math.min(total?.length ?? own.length, own.length);
    total = Float64Array.from({ length }, (_, i) => (total?.[i] ?? 0) + own[i]!);
  }
  return total?.map((sum) => sum / count);
}

/** The pilot runs that are missing. */
export function missingPilots(runs: CellRuns): readonly number[] {
  return Array.from({ length: PILOTS }, (_, index) => index).filter((index) => !runs.has(index));
}

function truncationOf(runs: CellRuns): CellTruncation | undefined {
  if (missingPilots(runs).length > 0) return undefined;
  const { cut, doubtful } = mser5OfBatches(meanPilot(runs) ?? new Float64Array());
  return { cut, isDoubtful: doubtful };
}

function larger(
  one: CellTruncation | undefined,
  other: CellTruncation | undefined,
): CellTruncation | undefined {
  if (one === undefined || other === undefined) return undefined;
  return {
    cut: Math.max(one.cut, other.cut),
    isDoubtful: one.isDoubtful || other.isDoubtful,
  };
}
