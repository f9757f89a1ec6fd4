import { UserError } from '../../base/user-error.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Codec, Plain, Stateful } from '../../kernel/archive.js';
import type { PolicyState } from '../policies/policy.js';
import { CLUSTER } from './told-refusals.js';

/**
 * What the policy of a run remembers from one decision to the next: each node for itself, or the
 * cluster. It is the policy's to change; saved with a run it must be plain data.
 */
export class PolicyStates implements Stateful {
  readonly #byNode = new Map<number, PolicyState>();
  /** What its hooks for this run have in common: the same object as long as they decide. */
  #ofRun: PolicyState = {};

  readonly #policyName: () => string;

  /** @param policyName whose states these are, for messages */
  constructor(policyName: () => string) {
    this.#policyName = policyName;
  }

  /** @throws UserError when a policy keeps in its state what cannot be put away */
  exchange(archive: Archive): void {
    const codec: Codec<PolicyState> = {
      save: (state) => this.#plain(state, 'state', []) as Plain,
      restore: (saved) => this.#plain(saved, 'state', []) as PolicyState,
    };
    archive.map('byNode', this.#byNode, codec);
    const ofRun = archive.coded('ofRun', this.#ofRun, codec);
    if (!archive.restores) return;
    for (const name of Object.keys(this.#ofRun)) delete this.#ofRun[name];
    Object.assign(this.#ofRun, ofRun);
  }

  ofRun(): PolicyState {
    return this.#ofRun;
  }

  of(index: NodeIndex): PolicyState {
    return this.#under(index);
  }

  ofCluster(): PolicyState {
    return this.#under(CLUSTER);
  }

  /** A node restarts. */
  forget(index: NodeIndex): void {
    this.#byNode.delete(index);
  }

  /** Another policy decides from now on. */
  forgetAll(): void {
    this.#byNode.clear();
    this.#ofRun = {};
  }

  #under(key: number): PolicyState {
    const known = this.#byNode.get(key) ?? {};
    this.#byNode.set(key, known);
    return known;
  }

  /** A copy of what is plain data. @param within the objects in which it is */
  #plain(value: unknown, path: string, within: readonly object[]): unknown {
    if (value === null || value === undefined) return value;
    if (['number', 'string', 'boolean', 'bigint'].includes(typeof value)) return value;
    if (typeof value !== 'object') throw this.#refusal(path, `a ${typeof value}`);
    if (within.includes(value)) throw this.#refusal(path, 'an object that contains itself');
    const inside = [...within, value];
    if (Array.isArray(value)) {
      return value.map((one, at) => this.#plain(one, `${path}[${at}]`, inside));
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw this.#refusal(path, `an object of a class (${value.constructor?.name ?? '?'})`);
    }
    const entries = Object.entries(value).map(([name, one]) => {
      return [name, this.#plain(one, `${path}.${name}`, inside)];
    });
    return Object.fromEntries(entries);
  }

  #refusal(path: string, what: string): UserError {
    return new UserError(
      `policy ${this.#policyName()} cannot be saved: ${path} is ${what}; a state is made of ` +
        'numbers, texts, booleans, lists and plain objects',
      1,
    );
  }
}
