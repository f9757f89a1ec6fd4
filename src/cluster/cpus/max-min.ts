/**
 * Rates of flows that need several resources at once. A flow is whatever progresses at one pace: a
 * process with the calls and bytes that it causes elsewhere, the processes of a pipe, a transfer.
 * Each resource (the CPUs of a node, one direction of its link) is shared max-min fairly among what
 * the flows ask of it, as if it knew of no other: it gives each the same *level* of its capacity by
 * weight, and what a flow does not take, being held up elsewhere, goes to the others.
 *
 * So rates and levels are a fixpoint:
 *
 *     rate of a flow = min(cap, level x ratePerLevel of each of its needs)
 *     level of a resource = the one at which its flows use its capacity; Infinity: they use less
 *
 * Every flow then has its cap, or a bottleneck: a resource that is used up and of which no
 * flow gets more by weight. On links alone this is max-min fairness (Bertsekas & Gallager, Data
 * Networks, 6.5.2); of several resources it is bottleneck max fairness (Bonald & Roberts,
 * "Multi-resource fairness", SIGMETRICS 2015).
 */
export interface Flow {
  /** The number of identical flows. */
  readonly count: number;
  /** The rate that it never exceeds, whatever it is given. */
  readonly cap: number;
  readonly needs: readonly Need[];
}

/** What a flow needs of a resource; one need for each resource at most. */
export interface Need {
  /** Index of the resource. */
  readonly resource: number;
  /** Used per unit of the flow's rate; more than 0. */
  readonly use: number;
  /** The rate that a level of 1 allows: weight over use. */
  readonly ratePerLevel: number;
}

/** A need, seen from its resource. */
interface Demand {
  readonly flow: number;
  readonly use: number;
  readonly ratePerLevel: number;
}

/** Sweeps after which levels are taken as they are, even if they still move. */
const MOST_SWEEPS = 10_000;
const PRECISION = 1e-15;

/** What the fixpoint gives. */
export interface Solution {
  /** By flow. */
  readonly rates: Float64Array;
  /** By resource; Infinity: it is not used up. */
  readonly levels: Float64Array;
}

/**
 * Computes the rates of flows. The resources set their levels one after the other, each knowing
 * what the others allow, until no level moves any more. Should they not settle, all that is too
 * much is taken back in proportion, so that no resource ever gives more than it has.
 * @param capacities by resource
 */
export function maxMinRates(flows: readonly Flow[], capacities: readonly number[]): Solution {
  const levels = new Float64Array(capacities.length).fill(Number.POSITIVE_INFINITY);
  const demands = demandsOf(flows, capacities.length);
  const own = new Float64Array(flows.length);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moves = false;
    for (const [resource, asked] of demands.entries()) {
      for (const { flow } of asked) own[flow] = rateOf(flows[flow]!, levels, resource);
      const level = levelOf(asked, flows, own, capacities[resource]!);
      const before = levels[resource]!;
      if (level !== before && Math.abs(level - before) > PRECISION * Math.min(level, before)) {
        moves = true;
      }
      levels[resource] = level;
    }
    if (!moves) break;
  }
  return { rates: withinCapacities(flows, levels, demands, capacities), levels };
}

function demandsOf(flows: readonly Flow[], resources: number): Demand[][] {
  const demands: Demand[][] = Array.from({ length: resources }, () => []);
  for (const [flow, { needs }] of flows.entries()) {
    for (const { resource, use, ratePerLevel } of needs) {
      demands[resource]!.push({ flow, use, ratePerLevel });
    }
  }
  return demands;
}

/** The rate that everything but one resource allows. */
function rateOf({ cap, needs }: Flow, levels: Float64Array, without: number): number {
  let rate = cap;
  for (const { resource, ratePerLevel } of needs) {
    if (resource !== without) rate = Math.min(rate, levels[resource]! * ratePerLevel);
  }
  return rate;
}

/** Water-filling: the flow satisfied first gets what it asks for, the others share the rest. */
function levelOf(
  asked: Demand[],
  flows: readonly Flow[],
  rates: Float64Array,
  capacity: number,
): number {
  asked.sort((a, b) => rates[a.flow]! / a.ratePerLevel - rates[b.flow]! / b.ratePerLevel);
  let slope = 0;
  for (const { flow, use, ratePerLevel } of asked) slope += flows[flow]!.count * use * ratePerLevel;
  let free = capacity;
  let least = 0;
  for (const { flow, use, ratePerLevel } of asked) {
    const rate = rates[flow]!;
    const level = rate / ratePerLevel;
    if (level * slope > free) return Math.max(least, free / slope);
    const { count } = flows[flow]!;
    least = level;
    free -= count * use * rate;
    slope -= count * use * ratePerLevel;
  }
  return Number.POSITIVE_INFINITY;
}

function withinCapacities(
  flows: readonly Flow[],
  levels: Float64Array,
  demands: readonly (readonly Demand[])[],
  capacities: readonly number[],
): Float64Array {
  const rates = Float64Array.from(flows, (flow) => rateOf(flow, levels, -1));
  const excess = demands.map((asked, resource) => {
    let used = 0;
    for (const { flow, use } of asked) used += flows[flow]!.count * use * rates[flow]!;
    return used / capacities[resource]!;
  });
  return rates.map((rate, index) => {
    const most = Math.max(...flows[index]!.needs.map(({ resource }) => excess[resource]!));
    return most > 1 + 1e-12 ? rate / most : rate;
  });
}
