import { refusalNotice } from './notice.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';

/** A key outside of dialogs. Function bar, help and docs/keys.md are made of these. */
export interface KeyBinding {
  /** As `Message.key` names them. */
  readonly keys: readonly string[];
  /** What is printed for the keys. */
  readonly label: string;
  readonly description: string;
  readonly act: Act;
  /** Its word in the function bar; without one it is only in the help. */
  readonly short?: string;
  /** Whether its word stays in the function bar when there is no room for all. */
  readonly stays?: boolean;
  /** Whether it has a meaning now; where it has none, its keys mean what they mean elsewhere. */
  applies?(state: DashboardState): boolean;
  /** Why it cannot act now; undefined: it can. */
  disabled?(state: DashboardState): string | undefined;
}

/** What a key does. */
export type Act = (state: DashboardState) => Update;

/** What a key does now, or, on the event line, why it cannot. */
export function actOf(binding: KeyBinding, state: DashboardState): Update {
  const reason = binding.disabled?.(state);
  if (reason === undefined) return binding.act(state);
  return next({ ...state, notice: refusalNotice(`${binding.label}: ${reason}`) });
}
