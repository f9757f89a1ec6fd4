import type {
  Arrival,
  Candidate,
  ClusterNode,
  Entry,
  OpenMosixParameters,
  OwnNode,
  PolicyParameters,
  Probed,
  Refused,
} from '../policies/policy.js';
import type { SeenCandidate } from './candidates.js';
import type { Door } from './door.js';

// Frozen copies for a policy of the user's, field by field: to freeze an object that a spread has
// made takes V8 twenty times as long.

export function ownEntry(entry: Entry): Entry {
  const { node, load, speed, cpus, countedCpus, memoryBytes, freeBytes, blocked, measuredAt } =
    entry;
  return Object.freeze({
    node,
    load,
    speed,
    cpus,
    countedCpus,
    memoryBytes,
    freeBytes,
    blocked,
    measuredAt,
  });
}

export function ownself(own: OwnNode): OwnNode {
  return Object.freeze({
    node: own.node,
    load: own.load,
    runnable: own.runnable,
    incoming: own.incoming,
    waiting: own.waiting,
    speed: own.speed,
    cpus: own.cpus,
    countedCpus: own.countedCpus,
    memoryBytes: own.memoryBytes,
    freeBytes: own.freeBytes,
    expectedBytes: own.expectedBytes,
  });
}

/** @param door through which it asks what other nodes would mean for it */
function ownCandidate(candidate: Candidate, door: Door): Candidate {
  const more = 'details' in candidate ? (candidate as SeenCandidate).details() : candidate;
  return Object.freeze({
    pid: candidate.pid,
    home: candidate.home,
    use: candidate.use,
    threads: candidate.threads,
    history: candidate.history,
    cpuSeconds: candidate.cpuSeconds,
    residenceSeconds: candidate.residenceSeconds,
    memoryBytes: candidate.memoryBytes,
    migrations: candidate.migrations,
    waitPerWork: candidate.waitPerWork,
    waitAt: door.guard('waitAt()', candidate.waitAt),
    moveSeconds: door.guard('moveSeconds()', candidate.moveSeconds),
    ...(candidate.mayGo !== undefined && { mayGo: door.guard('mayGo()', candidate.mayGo) }),
    cantmove: Object.freeze(candidate.cantmove.slice()),
    state: more.state!,
    user: more.user!,
    command: more.command!,
    arrivalSeconds: more.arrivalSeconds!,
    job: more.job,
    estimateSeconds: more.estimateSeconds,
    workLeftSeconds: more.workLeftSeconds,
  });
}

/** The processes of a list that is made when it is asked for, once. */
export function ownCandidates(
  name: string,
  ask: () => readonly Candidate[],
  door: Door,
): () => readonly Candidate[] {
  let candidates: readonly Candidate[] | undefined;
  return Object.freeze(() => {
    candidates ??= door.ask(name, () =>
      Object.freeze(ask().map((candidate) => ownCandidate(candidate, door))),
    );
    return candidates;
  });
}

export function ownProbed(probed: Probed, door: Door): Probed {
  return Object.freeze({
    ...ownEntry(probed),
    runnable: probed.runnable,
    incoming: probed.incoming,
    candidates: ownCandidates('candidates()', probed.candidates, door),
  });
}

export function ownArrival(arrival: Arrival, door: Door): Arrival {
  return Object.freeze({
    home: arrival.home,
    user: arrival.user,
    command: arrival.command,
    nice: arrival.nice,
    threads: arrival.threads,
    memoryBytes: arrival.memoryBytes,
    job: arrival.job,
    estimateSeconds: arrival.estimateSeconds,
    workSeconds: arrival.workSeconds,
    placeSeconds: door.guard('placeSeconds()', arrival.placeSeconds),
  });
}

export function ownRefused(refused: readonly Refused[]): readonly Refused[] {
  return Object.freeze(
    refused.map(({ at, pid, to, reason }) => Object.freeze({ at, pid, to, reason })),
  );
}

export function ownClusterNode(clusterNode: ClusterNode, door: Door): ClusterNode {
  return Object.freeze({
    node: clusterNode.node,
    cpus: clusterNode.cpus,
    countedCpus: clusterNode.countedCpus,
    speed: clusterNode.speed,
    runnable: clusterNode.runnable,
    incoming: clusterNode.incoming,
    blocked: clusterNode.blocked,
    memoryBytes: clusterNode.memoryBytes,
    usedBytes: clusterNode.usedBytes,
    incomingBytes: clusterNode.incomingBytes,
    freeBytes: clusterNode.freeBytes,
    candidates: ownCandidates('candidates()', clusterNode.candidates, door),
    sleepers: ownCandidates('sleepers()', clusterNode.sleepers, door),
    costOf: door.guard('costOf()', clusterNode.costOf),
  });
}

export function ownPolicyParameters(parameters: PolicyParameters): PolicyParameters {
  return Object.freeze({ ...parameters });
}

export function ownParameters(parameters: OpenMosixParameters): OpenMosixParameters {
  return Object.freeze({
    period: parameters.period,
    window: parameters.window,
    vector: parameters.vector,
    stability: parameters.stability,
    meanRise: parameters.meanRise,
    upperFall: parameters.upperFall,
    useRise: parameters.useRise,
    decayInterval: parameters.decayInterval,
    slowDecay: parameters.slowDecay,
    fastDecay: parameters.fastDecay,
    staleness: parameters.staleness,
    ownMoves: parameters.ownMoves,
    minRun: parameters.minRun,
    minResidence: parameters.minResidence,
    memoryReserve: parameters.memoryReserve,
    moveCost: parameters.moveCost,
    topology: parameters.topology,
    refusalPause: parameters.refusalPause,
  });
}
