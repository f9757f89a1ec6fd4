import type { Session } from '../session/session.js';
import type { DashboardState } from './state.js';

/** A scenario that can be started, as the list of them shows it. */
export interface ScenarioCard {
  readonly name: string;
  readonly about: string;
  /** What happens in it and what to look at, a paragraph each. */
  readonly notes: readonly string[];
}

/** What is started: the scenario shown when no name is given, with its seed when none is. */
export interface ScenarioChoice {
  readonly name?: string | undefined;
  readonly seed?: number | undefined;
  /** What policies know; left out: as the scenario says. */
  readonly information?: 'gossip' | 'told' | 'perfect' | undefined;
}

/** Where the dashboard gets other runs from. */
export interface ScenarioShelf {
  cards(): readonly ScenarioCard[];
  /** @throws UserError when it cannot be started */
  open(choice: ScenarioChoice): Promise<Session>;
}

/** Why no scenario can be started; undefined: one can. */
export function noScenarioReason({ info, readOnly }: DashboardState): string | undefined {
  if (info.clock === 'wall') return 'real nodes are no scenario';
  return readOnly ? 'read-only: nothing can be changed' : undefined;
}
