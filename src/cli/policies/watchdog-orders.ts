/** The orders with which the thread that watches a user's policy starts. */
export interface WatchdogOrders {
  /** Two numbers that both threads see: CALLS and LOADED. */
  readonly shared: Int32Array;
  readonly limitSeconds: number;
  /** Address of the policy's module. */
  readonly url: string;
  /** The function of the main thread that ends the program; its argument: the line, if known. */
  readonly call: string;
  /** What is said when the main thread cannot say it: by LOADED. */
  readonly sentences: readonly string[];
}

/** Place of the number that says how often the policy was entered or left: odd, while it runs. */
export const CALLS = 0;

/** Place of the number that is 1 as soon as the policy's module is loaded. */
export const LOADED = 1;
