import type { ProcessView } from '../../../cluster/facts/view.js';
import type { Charset } from '../../drawing/charset.js';

/** Processes below their parents, and what is drawn before each one's command. */
export interface Tree {
  readonly listed: readonly ProcessView[];
  /** By pid; roots have none. */
  readonly branches: ReadonlyMap<number, string>;
}

/**
 * Puts every process below its parent; siblings keep their order. A
 * process whose parent is not in the list is a root.
 * @param folded pids whose descendants are not shown
 */
export function treeOf(
  processes: readonly ProcessView[],
  folded: ReadonlySet<number>,
  charset: Charset,
): Tree {
  const children = childrenOf(processes);
  const listed: ProcessView[] = [];
  const branches = new Map<number, string>();
  const seen = new Set<number>();
  const waiting: Waiting[] = [];
  const wait = (level: readonly ProcessView[], lead: string, isRoot: boolean) => {
    for (let index = level.length - 1; index >= 0; index--) {
      waiting.push({ process: level[index]!, lead, isLast: index === level.length - 1, isRoot });
    }
  };
  const visit = () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const { pid } = item.process;
      if (seen.has(pid)) continue;
      seen.add(pid);
      listed.push(item.process);
      const below = children.get(pid) ?? [];
      const isFolded = below.length > 0 && folded.has(pid);
      const branch = branchText(item, isFolded, charset);
      if (branch !== '') branches.set(pid, branch);
      if (isFolded) for (const member of familyOf(pid, processes)) seen.add(member);
      else wait(below, leadBelow(item, charset), false);
    }
  };
  wait(children.get(undefined) ?? [], '', true);
  visit();
  // Parents that go round in a circle have no root: the first one left over becomes it.
  for (const process of processes) {
    if (seen.has(process.pid)) continue;
    wait([process], '', true);
    visit();
  }
  return { listed, branches };
}

/** The process and all that descend from it. */
export function familyOf(pid: number, processes: readonly ProcessView[]): ReadonlySet<number> {
  const children = childrenOf(processes);
  const family = new Set([pid]);
  for (const member of family) {
    for (const child of children.get(member) ?? []) family.add(child.pid);
  }
  return family;
}

interface Waiting {
  readonly process: ProcessView;
  readonly lead: string;
  readonly isLast: boolean;
  readonly isRoot: boolean;
}

/** By parent; roots are at undefined. */
function childrenOf(
  processes: readonly ProcessView[],
): ReadonlyMap<number | undefined, readonly ProcessView[]> {
  const pids = new Set(processes.map(({ pid }) => pid));
  const children = new Map<number | undefined, ProcessView[]>();
  for (const process of processes) {
    const { parent } = process;
    const key =
      parent !== undefined && parent !== process.pid && pids.has(parent) ? parent : undefined;
    const level = children.get(key);
    if (level === undefined) children.set(key, [process]);
    else level.push(process);
  }
  return children;
}

function branchText(
  { lead, isLast, isRoot }: Waiting,
  isFolded: boolean,
  charset: Charset,
): string {
  const { tee, corner } = LIMBS[charset.name];
  const limb = isRoot ? '' : lead + (isLast ? corner : tee);
  return isFolded ? `${limb}+ ` : limb;
}

function leadBelow({ lead, isLast, isRoot }: Waiting, charset: Charset): string {
  if (isRoot) return '';
  return lead + (isLast ? '   ' : LIMBS[charset.name].down);
}

const LIMBS = {
  unicode: { tee: '├─ ', corner: '└─ ', down: '│  ' },
  ascii: { tee: '|- ', corner: '`- ', down: '|  ' },
} as const;

/** The processes that have children among them. */
export function parentsAmong(processes: readonly ProcessView[]): ReadonlySet<number> {
  return new Set(processes.flatMap(({ parent }) => parent ?? []));
}
