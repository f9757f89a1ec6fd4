import type { GainView } from '../../../session/futures.js';
import type { Charset } from '../../drawing/charset.js';
import { type Line, span } from '../../drawing/line.js';

/** Captured gain as the dashboard keeps it. */
export interface GainShown {
  /** Undefined: it is not known yet. */
  readonly view: GainView | undefined;
  /** When it was asked for last, virtual seconds, and under which rules. */
  readonly asked: { readonly now: number; readonly rules: string } | undefined;
  /** Whether it is being measured. */
  readonly isBusy?: boolean;
}

/** Captured gain; a dash: nothing could be gained so far. */
export function gainFacts(gain: GainShown | undefined, { ellipsis }: Charset): readonly Line[] {
  if (gain === undefined) return [];
  const { view } = gain;
  const label = span('Gain ', { colour: 'dim' });
  if (view?.part === undefined) {
    return [[label, span(view === undefined ? ellipsis : '-', { colour: 'dim' })]];
  }
  const { part } = view;
  const colour = part < 0 ? 'bad' : part < 0.5 ? 'middle' : 'good';
  return [[label, span(`${Math.round(part * 100)}%`, { colour })]];
}
