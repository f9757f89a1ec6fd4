import type { LineEditor } from '../../prompt/line-editor.js';

export type EventKind = 'all' | 'migrations' | 'nodes';

/** Which events are shown, and where the cursor is. */
export interface EventsState {
  readonly kind: EventKind;
  readonly filter: string;
  /** The filter as it is being written; undefined: keys are keys. */
  readonly editor: LineEditor | undefined;
  /** Serial number of the entry under the cursor; undefined: the newest, whichever that is. */
  readonly selected: number | undefined;
}

export const INITIAL_EVENTS: EventsState = {
  kind: 'all',
  filter: '',
  editor: undefined,
  selected: undefined,
};
