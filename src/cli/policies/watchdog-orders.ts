/** The orders with which the thread that watches a user's policy starts. */
export interface WatchdogOrders {
  /** Two numbers that both threads see: CALLS and DOING. */
  readonly shared: Int32Array;
  readonly limitSeconds: number;
  /** Address of the policy's module, without the number of the time it was loaded. */
  readonly url: string;
  /** The function of the main thread that ends the program; its argument: the line, if known. */
  readonly call: string;
  /** What is said when the main thread cannot say it: by DOING. */
  readonly sentences: readonly string[];
}

/** Place of the number that says how often the policy was entered or left: odd, while it runs. */
export const CALLS = 0;

/** Place of the number that says what it was entered for last: an index of `DOINGS`. */
export const DOING = 1;

/** What a policy is entered for. */
export const DOINGS = ['load', 'create', 'decide', 'place', 'settled'] as const;
