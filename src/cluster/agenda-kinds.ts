/**
 * What the agenda holds, in the order in which it happens at one instant: processes that finish
 * leave before any lands, wakes, grows or is sent away; then parents act, and policies are asked
 * last.
 */
export const COMPLETION = 0;
export const MIGRATION = 1;
export const WAKE = 2;
export const GROWTH = 3;
export const EVACUATION = 4;
export const BOOT = 5;
export const CHILD = 6;
export const ASK = 7;

export type Kind =
  | typeof COMPLETION
  | typeof MIGRATION
  | typeof WAKE
  | typeof GROWTH
  | typeof EVACUATION
  | typeof BOOT
  | typeof CHILD
  | typeof ASK;
