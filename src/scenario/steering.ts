import { assert } from '../base/assert.js';
import { ACCEPTED, type Answer, refused, type SteeringCommand } from '../cluster/facts/command.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { OpenMosixParameters, Policy } from '../scheduler/policies/policy.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import { readParameter } from './parameter.js';
import { suggestion } from './schema/field.js';

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
      return refused(`there is no policy ${name}${suggestion(name, names)} (${names.join(', ')})`);
    }
    const before = scheduler.policy.name;
    if (before === name) return refused(`${name} is the policy already`);
    scheduler.usePolicy(policy);
    this.#emit({ type: 'policy-changed', policy: name, before });
    return ACCEPTED;
  }

  #set(parameter: string, value: string | number): Answer {
    const read = readParameter(parameter, value);
    if ('wrong' in read) {
      return refused(read.wrong === 'value' ? `${parameter} ${read.problem}` : read.problem);
    }
    const { name, value: after } = read;
    const before = this.parameters[name];
    this.parameters[name] = after;
    this.#scheduler.parametersChanged();
    this.#emit({ type: 'parameter-changed', parameter: name, value: after, before });
    return ACCEPTED;
  }
}

type SteeringEvent = ClusterEvent extends infer Event
  ? Event extends { readonly type: 'policy-changed' | 'parameter-changed' }
    ? Omit<Event, 'at'>
    : never
  : never;
