import { Random } from '../kernel/random.js';
import type { Scenario } from '../scenario/scenario.js';
import { Simulation } from '../scenario/simulation.js';
import { findPolicy } from '../scheduler/policies/registry.js';
import type { Arrivals } from '../workload/arrivals.js';
import type { Feedback } from '../workload/feedback.js';
import { openWorkload } from '../workload/open-workload.js';
import { SimulatedSession } from './simulated.js';

const ID = 1;

/**
 * The processes of a scenario on one computer that has all CPUs and all memory of its nodes, which
 * are alike: nobody waits while a CPU is idle, and nothing has to be moved. With Poisson arrivals of
 * computing processes, and no Hyper-Threading, its mean slowdown comes to Erlang-C's. What is drawn
 * of the workload is the same, and so are the pids.
 */
export function createOneComputer(scenario: Scenario): SimulatedSession {
  const random = new Random(scenario.seed);
  const nodes = scenario.nodes.map(({ id }) => id);
  const workload = openWorkload(scenario.workload, { nodes, random: random.split('workload') });
  const simulation = new Simulation(oneNodeOf(scenario), {
    policy: findPolicy('none')!,
    arrivals: atOneNode(workload.arrivals),
    ...(workload.feedback && { feedback: feedbackAtOneNode(workload.feedback) }),
    random,
    measures: false,
  });
  const { name, about, seed } = scenario;
  const info = { scenario: name, about, information: 'perfect', seed };
  return new SimulatedSession(simulation, info, workload.notes, false);
}

function oneNodeOf(scenario: Scenario): Scenario {
  const { nodes } = scenario;
  const sum = (of: 'cpus' | 'memoryBytes' | 'swapBytes') =>
    nodes.reduce((total, node) => total + node[of], 0);
  const node = {
    ...nodes[0]!,
    id: ID,
    cpus: sum('cpus'),
    memoryBytes: sum('memoryBytes'),
    swapBytes: sum('swapBytes'),
    map: undefined,
  };
  const network = { ...scenario.network, classes: [] };
  return {
    ...scenario,
    nodes: [node],
    network,
    information: 'perfect',
    discovery: 'map',
    maps: {},
  };
}

/** The arrivals of a workload, whatever their homes. */
function atOneNode(arrivals: Arrivals): Arrivals {
  return {
    highestPid: arrivals.highestPid,
    next() {
      const next = arrivals.next();
      return next && { ...next, home: ID, startsAt: undefined };
    },
    exchange: (archive) => arrivals.exchange(archive),
  };
}

function feedbackAtOneNode(feedback: Feedback): Feedback {
  return {
    get nextTime() {
      return feedback.nextTime;
    },
    get hasMore() {
      return feedback.hasMore;
    },
    next: (pid) => ({ ...feedback.next(pid), home: ID }),
    ended: (pid, seconds) => feedback.ended(pid, seconds),
    exchange: (archive) => feedback.exchange(archive),
  };
}
