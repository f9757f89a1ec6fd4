import type { Action } from './message.js';
import type { DashboardState } from './state.js';
import type { Update } from './update-result.js';
import type { ViewId } from './views/view-id.js';

/** A key outside of dialogs. Function bar, help and the README's list are made of these. */
export interface KeyBinding {
  /** As `Message.key` names them. */
  readonly keys: readonly string[];
  /** What is printed for the keys. */
  readonly label: string;
  readonly description: string;
  /** What it does: a message, or a step that only its own view knows. */
  readonly action: Action | Act;
  /** Its word in the function bar; without one it is only in the help. */
  readonly short?: string;
  /** The views in which it acts; default: all. */
  readonly views?: readonly ViewId[];
  /** Why it cannot act now; undefined: it can. */
  disabled?(state: DashboardState): string | undefined;
}

export type Act = (state: DashboardState) => Update;

export type KeyExtras = Pick<KeyBinding, 'short' | 'disabled' | 'views'>;

export function key(
  keys: readonly string[],
  label: string,
  description: string,
  action: Action | Act,
  extras: KeyExtras = {},
): KeyBinding {
  return { keys, label, description, action, ...extras };
}
