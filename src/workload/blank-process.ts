import type { Writable } from '../base/writable.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';

/**
 * A process of a trace, to be written to: one object for a million of them. Its numbers begin as
 * fractions, so that V8 keeps all of them as doubles, in place.
 */
export function blankProcess(): Writable<ProcessSpec> {
  return {
    pid: 0.5,
    home: 0,
    arrivalSeconds: 0.5,
    workSeconds: 0.5,
    residentBytes: 0.5,
    user: '',
    command: '',
    nice: 0,
    cantmove: 0,
    readsPrevious: undefined,
    job: undefined,
    estimateSeconds: undefined,
    profile: undefined,
  };
}
