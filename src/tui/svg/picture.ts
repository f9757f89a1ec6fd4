import type { Charset } from '../drawing/charset.js';
import { chartLines } from '../drawing/chart-text.js';
import type { Frame } from '../drawing/frame.js';
import { flatLines } from '../drawing/text.js';
import { type ThemeName, themeOf } from '../terminal/theme.js';
import { type CellGrid, CellMaker } from './cell-grid.js';
import { damageOf, type Stretch, wholeOf } from './damage.js';
import { CellDrawing, escaped } from './drawing.js';
import { DARK_PAPER, LIGHT_PAPER, type Paper } from './palette.js';
import { CELL } from './shapes.js';

export interface PictureOptions {
  readonly charset: Charset;
  readonly theme: ThemeName;
  /** What it shows, for those who cannot see it. */
  readonly title: string;
}

/**
 * Screens as a picture: one, or several of one size that follow each other, without a script.
 * Each later one is drawn over those before and has only what has changed; then all begins again.
 * Where nothing may move (`prefers-reduced-motion`), the last one is shown.
 */
export class Picture {
  readonly #options: PictureOptions;
  readonly #paper: Paper;
  readonly #maker: CellMaker;
  readonly #drawing = new CellDrawing();
  readonly #layers: string[] = [];
  #last: CellGrid = [];

  constructor(options: PictureOptions) {
    this.#options = options;
    this.#paper = options.theme === 'light' ? LIGHT_PAPER : DARK_PAPER;
    this.#maker = new CellMaker(themeOf(256, options.theme), this.#paper);
  }

  add(frame: Frame): void {
    const { charset } = this.#options;
    const lines = flatLines(frame, (chart) => chartLines(chart, charset));
    const cells = this.#maker.cells(lines);
    this.#layers.push(this.#drawing.draw(this.#changes(cells)));
    this.#last = cells;
  }

  /** @returns an SVG document */
  svg(): string {
    const [first = ''] = this.#layers;
    const cells = { across: this.#last[0]?.length ?? 0, down: this.#last.length };
    const width = cells.across * CELL.width + 2 * MARGIN;
    const height = cells.down * CELL.height + 2 * MARGIN;
    const moving = this.#layers.map((layer, at) =>
      at === 0 || layer === '' ? '' : `<g class="f${at}">${layer}</g>\n`,
    );
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:space="preserve" role="img">
<title>${escaped(this.#options.title)}</title>
<style>text{font:${FONT};white-space:pre}path{shape-rendering:crispEdges}${this.#drawing.styles()}${this.#motion()}</style>
<rect width="${width}" height="${height}" rx="8" fill="${this.#paper.background}"/>
<g transform="translate(${MARGIN} ${MARGIN})">
${first}
${moving.join('')}</g>
</svg>
`;
  }

  #changes(cells: CellGrid): readonly Stretch[] {
    if (this.#layers.length > 0) return damageOf(this.#last, cells);
    // The paper is there already.
    const { background } = this.#paper;
    return wholeOf(cells).flatMap((stretch) =>
      stretch.cells.every(({ text, look }) => text === ' ' && look.background === background)
        ? []
        : [stretch],
    );
  }

  /** When each layer appears, as CSS. */
  #motion(): string {
    const count = this.#layers.length;
    if (count === 1) return '';
    const seconds = (count * FRAME_SECONDS + PAUSE_SECONDS).toFixed(2);
    const parts = this.#layers.map((layer, at) => {
      if (at === 0 || layer === '') return '';
      const percent = ((100 * at * FRAME_SECONDS) / Number(seconds)).toFixed(3);
      return `.f${at}{animation-name:f${at}}@keyframes f${at}{0%{visibility:hidden}${percent}%,to{visibility:visible}}`;
    });
    return [
      `g g{visibility:hidden;animation:${seconds}s step-end infinite}`,
      ...parts,
      '@media(prefers-reduced-motion){g g{animation:none!important;visibility:visible}}',
    ].join('');
  }
}

const MARGIN = 9;
/** Of this size DejaVu Sans Mono is as wide as a cell; any other is made to fit. */
const FONT = "14.95px 'DejaVu Sans Mono','JetBrains Mono',Menlo,Consolas,monospace";
/** How long a screen stands, and the last one longer. */
const FRAME_SECONDS = 1 / 6;
const PAUSE_SECONDS = 1.5;
