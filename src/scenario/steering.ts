import { assert } from '../base/assert.js';
import { nearest } from '../base/nearest.js';
import { ACCEPTED, type Answer, refused, type SteeringCommand } from '../cluster/facts/command.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { OpenMosixParameters, Policy } from '../scheduler/policies/policy.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import { OPENMOSIX_FIELDS } from './schema/scenario-fields.js';

/** The parameters of a run, one object for all that read them. */
export type LiveParameters = {
  -readonly [Name in keyof OpenMosixParameters]: OpenMosixParameters[Name];
};

/** Changes policy and parameters of a running simulation, by the rules of the scenario. */
export class Steering implements Stateful {
  readonly #scheduler: Scheduler;
  readonly #emit: (event: SteeringEvent) => void;

  constructor(
    scheduler: Scheduler,
    readonly parameters: LiveParameters,
    /** The policies that can be chosen; the one that the run began with among them. */
    readonly policies: readonly Policy[],
    emit: (event: SteeringEvent) => void,
  ) {
    this.#scheduler = scheduler;
    this.#emit = emit;
  }

  exchange(archive: Archive): void {
    const parameters = archive.value('parameters', { ...this.parameters });
    if (archive.restores) Object.assign(this.parameters, parameters);
    const name = archive.value('policy', this.#scheduler.policy.name);
    const policy = this.policies.find((known) => known.name === name);
    assert(policy !== undefined, `there is no policy ${name}`);
    if (archive.restores) this.#scheduler.takeUp(policy);
  }

  carryOut(command: SteeringCommand): Answer {
    return command.do === 'policy'
      ? this.#usePolicy(command.name)
      : this.#set(command.parameter, command.value);
  }

  #usePolicy(name: string): Answer {
    const scheduler = this.#scheduler;
    const { policies } = this;
    const policy = policies.find((known) => known.name === name);
    const names = policies.map((known) => known.name);
    if (policy === undefined) {
      return refused(`there is no policy ${name}${hint(name, names)} (${names.join(', ')})`);
    }
    const before = scheduler.policy.name;
    if (before === name) return refused(`${name} is the policy already`);
    scheduler.usePolicy(policy);
    this.#emit({ type: 'policy-changed', policy: name, before });
    return ACCEPTED;
  }

  #set(parameter: string, value: string | number): Answer {
    const names = Object.keys(OPENMOSIX_FIELDS);
    if (!isParameter(parameter)) {
      return refused(
        `there is no parameter ${parameter}${hint(parameter, names)} (${names.join(', ')})`,
      );
    }
    if (FIXED.includes(parameter)) return refused(`${parameter} is fixed when a run begins`);
    let problem = '';
    const written = typeof value === 'string' && /^[-+.\de]+$/i.test(value) ? Number(value) : value;
    const scalar = { kind: 'scalar', value: written, line: 1, path: parameter } as const;
    const read = OPENMOSIX_FIELDS[parameter].read(scalar, (_, message) => {
      problem = message;
    });
    if (read === undefined) return refused(`${parameter} ${problem}`);
    const before = this.parameters[parameter];
    this.parameters[parameter] = read;
    this.#scheduler.parametersChanged();
    this.#emit({ type: 'parameter-changed', parameter, value: read, before });
    return ACCEPTED;
  }
}

type SteeringEvent = ClusterEvent extends infer Event
  ? Event extends { readonly type: 'policy-changed' | 'parameter-changed' }
    ? Omit<Event, 'at'>
    : never
  : never;

/** What is built into the run's tables and phases. */
const FIXED: readonly (keyof OpenMosixParameters)[] = ['period', 'window', 'vector', 'staleness'];

function isParameter(name: string): name is keyof OpenMosixParameters {
  return Object.hasOwn(OPENMOSIX_FIELDS, name);
}

function hint(written: string, names: readonly string[]): string {
  const meant = nearest(written, names);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
