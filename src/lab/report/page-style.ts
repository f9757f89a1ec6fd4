/** The colours of pages and pictures; s1 to s7 are those of series, after Okabe & Ito (2008). */
export const LIGHT_COLOURS =
  '--paper: #ffffff; --ink: #1b1f24; --muted: #5c6570; --rule: #d5dae0; --tint: #f5f7f9; --link: #0b5cad; ' +
  '--s1: #0072b2; --s2: #d55e00; --s3: #009e73; --s4: #cc79a7; --s5: #8a6d00; --s6: #3aa0d8; --s7: #4d4d4d;';

export const DARK_COLOURS =
  '--paper: #14171b; --ink: #e3e7ec; --muted: #9aa4b0; --rule: #363d46; --tint: #1c2026; --link: #7db8f0; ' +
  '--s1: #56b4e9; --s2: #f0883e; --s3: #2fc79a; --s4: #e39ac4; --s5: #e6c229; --s6: #8ea2ff; --s7: #c2c9d1;';

/** The style of a report: a page of a journal, by day, by night and on paper. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  ${LIGHT_COLOURS}
}
@media (prefers-color-scheme: dark) {
  :root {
    ${DARK_COLOURS}
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 72rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'DejaVu Serif', serif;
}
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 0 0 .35rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
a { color: var(--link); }
.lead { font-size: 1.1rem; }
.origin { color: var(--muted); font: .8rem/1.4 system-ui, sans-serif; letter-spacing: .02em; margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0 0 1rem; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
.warnings { border-left: 4px solid var(--s2); background: var(--tint); padding: .75rem 1rem .1rem; margin: 1.5rem 0; }
.warnings p { margin-bottom: .6rem; }
.table { overflow-x: auto; margin: 0 0 1.75rem; }
.reading { color: var(--muted); font-size: .92rem; }
table { border-collapse: collapse; font: .84rem/1.35 system-ui, sans-serif; font-variant-numeric: tabular-nums; border-block: 2px solid var(--ink); }
th { font-weight: 600; border-bottom: 1px solid var(--ink); vertical-align: bottom; }
th, td { padding: .28rem .8rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { padding-left: .2rem; }
.name { text-align: left; }
tbody tr:nth-child(even) { background: var(--tint); }
figure { margin: 0 0 2.5rem; display: grid; grid-template-columns: minmax(0, 44rem) minmax(14rem, 1fr); gap: .25rem 2rem; align-items: start; }
figcaption { font-size: .92rem; }
figcaption p { color: var(--muted); }
svg.chart { display: block; max-width: 100%; height: auto; overflow: visible; font-family: system-ui, sans-serif; }
svg.chart text { white-space: pre; }
.narrow { display: none; }
.keys { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 0 0 .6rem; padding: 0; list-style: none; font: .84rem/1.5 system-ui, sans-serif; }
.keys li { display: flex; align-items: center; gap: .4rem; overflow-wrap: anywhere; }
details { font-size: .84rem; margin: 0 0 .5rem; }
summary { cursor: pointer; color: var(--link); }
details .table { max-height: 22rem; overflow: auto; margin: .5rem 0; }
code { font-size: .85em; overflow-wrap: anywhere; }
@media (max-width: 60rem) {
  figure { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 36rem) {
  body { padding: 1.25rem .9rem 3rem; }
  h1 { font-size: 1.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  .wide { display: none; }
  .narrow { display: block; }
  table { font-size: .78rem; }
  th, td { padding: .28rem .45rem; }
}
@media print {
  :root {
    ${LIGHT_COLOURS}
    --ink: #000; --muted: #444; --rule: #999; --link: #000;
  }
  @page { margin: 18mm 16mm; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  figure { display: block; break-inside: avoid; margin-bottom: 1.25rem; }
  figure.low { display: grid; grid-template-columns: 95mm 1fr; gap: 0 6mm; }
  figure:not(.low) .wide svg.chart { max-width: 80%; max-height: 92mm; width: auto; }
  figcaption { font-size: 8.5pt; line-height: 1.4; }
  h1 { font-size: 18pt; }
  h2 { margin: 1.25rem 0 .75rem; }
  h2, h3, .reading { break-after: avoid; }
  dl { grid-template-columns: max-content 1fr max-content 1fr; gap: .1rem 1rem; font-size: 8.5pt; }
  details::details-content { display: block; content-visibility: visible; }
  tr { break-inside: avoid; }
  .table { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: .2rem .45rem; }
  .wide, .low .narrow { display: block; }
  .narrow, .low .wide, figure details, .download { display: none; }
}
`;
