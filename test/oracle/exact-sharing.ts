import { Fraction, least } from './fraction.js';

/** A node of a case: CPUs without threads of their own. */
export interface ExactNode {
  readonly cpus: number;
  /** Parts of the standard speed, 10000. */
  readonly speed: number;
  /** Bytes per second of its link. */
  readonly bandwidth: number;
}

export interface ExactProcess {
  readonly home: number;
  readonly arrivalSeconds: number;
  readonly workSeconds: number;
  readonly bytes: number;
  readonly nice: number;
}

/** At a time, a process (its place in the list) goes to a node (its place, too). */
export interface ExactMove {
  readonly atSeconds: number;
  readonly process: number;
  readonly to: number;
}

export interface ExactCase {
  readonly nodes: readonly ExactNode[];
  readonly processes: readonly ExactProcess[];
  readonly moves: readonly ExactMove[];
  /** What every migration takes before its first byte. */
  readonly fixedSeconds: number;
}

interface State {
  readonly weight: Fraction;
  node: number;
  left: Fraction;
  /** Where it goes; undefined: it computes. */
  to: number | undefined;
  fixedLeft: Fraction;
  bytesLeft: Fraction;
}

/**
 * When each process of a case completes, computed in fractions, so without any rounding: a fluid
 * that is advanced from one thing that happens to the next. It shares no code with src/, and knows
 * no agenda, heap or lane; it computes every rate anew at every step. The laws, from
 * docs/scenario.md: CPUs are shared max-min fairly by weight (ticks of Linux 2.4), nobody gets more
 * than one; a migration first takes its fixed time, then its bytes over links that are shared
 * max-min fairly; who is on its way does not compute.
 */
export function exactCompletions(problem: ExactCase): readonly Fraction[] {
  const { nodes, processes, moves } = problem;
  const states = new Map<number, State>();
  const ends: Fraction[] = [];
  const arrivals = processes.map(({ arrivalSeconds }) => Fraction.of(arrivalSeconds));
  const moments = moves.map(({ atSeconds }) => Fraction.of(atSeconds));
  let now = Fraction.of(-1);
  for (;;) {
    const rates = ratesOf(problem, states);
    const next = nextMoment(now, rates, states, [...arrivals, ...moments]);
    if (next === undefined) return ends;
    const elapsed = next.minus(now);
    for (const [index, state] of states) advance(state, rates.get(index)!, elapsed);
    now = next;
    for (const [index, { left, to }] of states) {
      if (to !== undefined || Fraction.ZERO.isLess(left)) continue;
      ends[index] = now;
      states.delete(index);
    }
    for (const [index, process] of processes.entries()) {
      if (arrivals[index]!.equals(now)) states.set(index, arrived(process));
    }
    for (const [index, { process, to }] of moves.entries()) {
      const state = states.get(process);
      if (!moments[index]!.equals(now) || state === undefined) continue;
      if (state.to !== undefined || state.node === to || nodes[to] === undefined) continue;
      state.to = to;
      state.fixedLeft = Fraction.of(problem.fixedSeconds);
      state.bytesLeft = Fraction.of(processes[process]!.bytes);
    }
  }
}

function arrived({ home, workSeconds, nice }: ExactProcess): State {
  const left = Fraction.of(workSeconds);
  // Ticks of Linux 2.4: a quarter of 20 - nice, rounded down, and one.
  const weight = Fraction.of(Math.floor((20 - nice) / 4) + 1);
  const { ZERO } = Fraction;
  return { weight, node: home, left, to: undefined, fixedLeft: ZERO, bytesLeft: ZERO };
}

/** By process: work per second; of one on its way, bytes per second. */
function ratesOf({ nodes }: ExactCase, states: ReadonlyMap<number, State>): Map<number, Fraction> {
  const rates = new Map<number, Fraction>();
  for (const [place, { cpus, speed }] of nodes.entries()) {
    let here = [...states].filter(([, { node, to }]) => node === place && to === undefined);
    let free = Fraction.of(cpus);
    const isShared = () => here.length > 0;
    while (isShared()) {
      const weights = here.reduce((sum, [, { weight }]) => sum.plus(weight), Fraction.ZERO);
      const share = ({ weight }: State) => free.times(weight).by(weights);
      const greedy = here.filter(([, state]) => !share(state).isLess(Fraction.of(1)));
      // Who can have a whole CPU has it; the others share what is left.
      const served = greedy.length > 0 ? greedy : here;
      const shares = served.map(([, state]) => (greedy.length > 0 ? Fraction.of(1) : share(state)));
      for (const [at, [index]] of served.entries()) {
        rates.set(index, shares[at]!.times(Fraction.of(speed)));
        free = free.minus(shares[at]!);
      }
      here = here.filter((one) => !served.includes(one));
    }
  }
  for (const [index, { to }] of states) if (to !== undefined) rates.set(index, Fraction.ZERO);
  fill(nodes, states, rates);
  return rates;
}

/** All whose bytes move get on alike, until a link is full: who uses that one gets on no faster. */
function fill(
  nodes: ExactCase['nodes'],
  states: ReadonlyMap<number, State>,
  rates: Map<number, Fraction>,
): void {
  const links = nodes.flatMap(({ bandwidth }, place) => {
    const sent = [...states].filter(
      ([, { to, fixedLeft }]) => to !== undefined && isZero(fixedLeft),
    );
    const users = (end: 'node' | 'to') => {
      return sent.filter(([, state]) => state[end] === place).map(([index]) => index);
    };
    return [
      { bandwidth, users: users('node') },
      { bandwidth, users: users('to') },
    ];
  });
  let open = new Set(links.flatMap(({ users }) => users));
  while (open.size > 0) {
    const steps = links.flatMap(({ bandwidth, users }) => {
      const growing = users.filter((index) => open.has(index));
      const used = users.reduce((sum, index) => sum.plus(rates.get(index)!), Fraction.ZERO);
      const free = Fraction.of(bandwidth).minus(used);
      return growing.length === 0 ? [] : [{ users, step: free.by(Fraction.of(growing.length)) }];
    });
    const step = least(steps.map((link) => link.step));
    for (const index of open) rates.set(index, rates.get(index)!.plus(step));
    const full = steps.filter((link) => link.step.equals(step)).flatMap(({ users }) => users);
    open = new Set([...open].filter((index) => !full.includes(index)));
  }
}

function nextMoment(
  now: Fraction,
  rates: ReadonlyMap<number, Fraction>,
  states: ReadonlyMap<number, State>,
  known: readonly Fraction[],
): Fraction | undefined {
  const own = [...states].map(([index, { left, to, fixedLeft, bytesLeft }]) => {
    if (to === undefined) return now.plus(left.by(rates.get(index)!));
    return now.plus(isZero(fixedLeft) ? bytesLeft.by(rates.get(index)!) : fixedLeft);
  });
  const moments = [...known.filter((moment) => now.isLess(moment)), ...own];
  return moments.length === 0 ? undefined : least(moments);
}

function advance(state: State, rate: Fraction, elapsed: Fraction): void {
  if (state.to === undefined) {
    state.left = state.left.minus(rate.times(elapsed));
    return;
  }
  if (!isZero(state.fixedLeft)) state.fixedLeft = state.fixedLeft.minus(elapsed);
  else state.bytesLeft = state.bytesLeft.minus(rate.times(elapsed));
  if (!isZero(state.fixedLeft) || !isZero(state.bytesLeft)) return;
  state.node = state.to;
  state.to = undefined;
}

function isZero(value: Fraction): boolean {
  return value.equals(Fraction.ZERO);
}
