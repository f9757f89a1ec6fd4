/** Numbers of a decision by name, for the screen and for `--events`. */
export type DecisionNumbers = Readonly<Record<string, number>>;

/** What a policy answers. Also "stay" is a decision, with its reason. */
export type Decision =
  | { readonly move: undefined; readonly reason: string; readonly numbers?: DecisionNumbers }
  | {
      /** The pid to be moved. */
      readonly move: number;
      readonly to: number;
      readonly reason: string;
      readonly numbers?: DecisionNumbers;
    };

/** Where a process that arrives is to start; `to` undefined: at its home. */
export interface Placement {
  readonly to: number | undefined;
  readonly reason: string;
}

/** What a policy would decide now, and why it passes over the others, in its own terms. */
export interface Judgement {
  readonly decision: Decision;
  /**
   * By N#, of those that are known and not the target: the term that lost, and by how much; left
   * out: no node is compared.
   */
  readonly lost?: ReadonlyMap<number, string>;
}

/** One decision, or several moves, which are carried out in their order. */
export type Decisions = Decision | readonly Decision[];
