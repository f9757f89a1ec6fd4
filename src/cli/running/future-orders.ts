import type { Command } from '../../cluster/facts/command.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { HostSnapshot } from '../../workload/this-computer.js';

/** What the thread of a future is told: where it begins, what happens there, how far it goes. */
export interface FutureOrders {
  readonly scenario: Scenario;
  readonly host: HostSnapshot | undefined;
  readonly policyTimeout: number | undefined;
  /** The state from which it begins, packed. */
  readonly state: Uint8Array;
  readonly commands: readonly Command[];
  readonly seconds: number;
}
