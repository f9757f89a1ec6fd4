import { type Chart, type ChartKey, heightOf } from './chart.js';
import { element, escaped } from './html.js';
import { drawnKey } from './key-sign.js';
import { DARK_COLOURS, LIGHT_COLOURS } from './page-style.js';

const WIDTH = 700;
const MARGIN = 12;
const KEY_LINE = 22;
/** Pixels of the sign of a key, with what is left free after it. */
const SIGN_WIDTH = 42;
const CHARACTER_WIDTH = 7;

/**
 * A chart as a picture by itself, with its legend: an SVG file by day and by night. Its elements
 * have the colours of the day as attributes, since programs that print or convert pictures know no
 * `var()`; what knows style sheets puts those of the night in their place.
 */
export function pictureOf(chart: Chart): string {
  const drawing = chart.draw(WIDTH);
  const height = heightOf(drawing);
  const { legend, lines } = legendOf(chart.keys);
  const top = MARGIN + lines * KEY_LINE;
  const size = { width: String(WIDTH + 2 * MARGIN), height: String(height + top + MARGIN) };
  const day = coloursOf(LIGHT_COLOURS);
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': '12' };
  const viewBox = `0 0 ${size.width} ${size.height}`;
  const picture = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox, color: 'var(--ink)', ...font },
    element('title', {}, escaped(chart.title)),
    `<style>svg{overflow:visible}text{white-space:pre}${nightStyle(day)}</style>`,
    element('rect', { width: '100%', height: '100%', fill: 'var(--paper)' }),
    legend,
    placed(drawing, MARGIN, top),
  );
  return `${picture.replace(/var\(--(\w+)\)/g, (_, name: string) => day.get(name)!)}\n`;
}

/** By their names. */
function coloursOf(declarations: string): ReadonlyMap<string, string> {
  const found = declarations.matchAll(/--(\w+): (#\w+);/g);
  return new Map([...found].map(([, name, colour]) => [name!, colour!]));
}

/** Rules of a style sheet win over attributes. */
function nightStyle(day: ReadonlyMap<string, string>): string {
  const rules = [...coloursOf(DARK_COLOURS)].flatMap(([name, colour]) =>
    ['color', 'fill', 'stroke'].map((key) => `[${key}="${day.get(name)}"]{${key}:${colour}}`),
  );
  return `@media(prefers-color-scheme:dark){${rules.join('')}}`;
}

function legendOf(keys: readonly ChartKey[]) {
  const signs: string[] = [];
  let [x, lines] = [MARGIN, keys.length > 0 ? 1 : 0];
  for (const { label, style } of keys) {
    const width = SIGN_WIDTH + label.length * CHARACTER_WIDTH + 16;
    if (x > MARGIN && x + width > WIDTH) [x, lines] = [MARGIN, lines + 1];
    const y = lines * KEY_LINE - 12;
    const place = { x: String(x + SIGN_WIDTH), y: String(y + 10), fill: 'currentColor' };
    signs.push(placed(drawnKey(style), x, y), element('text', place, escaped(label)));
    x += width;
  }
  return { legend: signs.join(''), lines };
}

function placed(drawing: string, x: number, y: number): string {
  return drawing.replace(/^<svg /, `<svg x="${x}" y="${y}" `);
}
