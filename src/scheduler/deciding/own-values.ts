import type { Candidate, Entry, OpenMosixParameters, OwnNode } from '../policies/policy.js';
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
export function ownCandidate(candidate: Candidate, door: Door): Candidate {
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
  });
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
    minRun: parameters.minRun,
    minResidence: parameters.minResidence,
    memoryReserve: parameters.memoryReserve,
    moveCost: parameters.moveCost,
    topology: parameters.topology,
    refusalPause: parameters.refusalPause,
  });
}
