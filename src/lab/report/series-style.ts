/** How a series is told from others, also without colours. */
export interface SeriesStyle {
  readonly colour: string;
  /** Undefined: a line alone. */
  readonly symbol?: (typeof SYMBOLS)[number];
  readonly dash: string;
}

const SYMBOLS = ['circle', 'triangle', 'square', 'diamond2', 'plus', 'times', 'asterisk'] as const;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '1 2', '12 4'];

/** Most series that have a style of their own. */
export const MOST_SERIES = SYMBOLS.length;

/** Of what belongs to no series: colours say of which series something is, and nothing else. */
export const PLAIN: Required<SeriesStyle> = {
  colour: 'var(--ink)',
  symbol: 'circle',
  dash: 'none',
};

/** The styles of the series of a report: one has the same in each chart, whichever others are there. */
export class SeriesStyles {
  readonly #places: ReadonlyMap<string, number>;

  /** @param labels of all series, in their order; at most MOST_SERIES */
  constructor(labels: readonly string[]) {
    this.#places = new Map(labels.map((label, place) => [label, place]));
  }

  of(label: string): Required<SeriesStyle> {
    const place = this.#places.get(label);
    return place === undefined ? PLAIN : styleAt(place);
  }
}

/** The colours are those of Okabe & Ito (2008), named in the style of the page. */
function styleAt(place: number): Required<SeriesStyle> {
  return { colour: `var(--s${place + 1})`, symbol: SYMBOLS[place]!, dash: DASHES[place]! };
}
