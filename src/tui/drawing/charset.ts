/** The characters that drawings are made of. */
export interface Charset {
  readonly name: 'unicode' | 'ascii';
  readonly barFull: string;
  readonly barHalf: string;
  readonly barEmpty: string;
  /** The mark on a bar, before it is reached and after. */
  readonly barMark: string;
  readonly barPassed: string;
  readonly arrow: string;
  readonly ellipsis: string;
  /** From nothing to full, for a cell that is filled from below. */
  readonly levels: readonly string[];
  /** A line at the top of its cells, for bars to stand on. */
  readonly foot: string;
  /** A process on the map: each state has a sign of its own, for screens without colours. */
  readonly squares: Readonly<Record<'home' | 'migrated' | 'moving' | 'stopped', string>>;
  readonly lamp: string;
  readonly rising: string;
  readonly falling: string;
  readonly play: string;
  readonly pause: string;
  readonly dot: string;
  readonly times: string;
  readonly selected: string;
  readonly border: Border;
}

export interface Border {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly across: string;
  readonly down: string;
}

export const UNICODE: Charset = {
  name: 'unicode',
  barFull: '━',
  barHalf: '╸',
  barEmpty: '─',
  barMark: '┼',
  barPassed: '╋',
  arrow: '→',
  ellipsis: '…',
  levels: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  foot: '▔',
  squares: { home: '■', migrated: '◆', moving: '▶', stopped: '□' },
  lamp: '●',
  rising: '▲',
  falling: '▼',
  play: '▶',
  pause: '‖',
  dot: '·',
  times: '×',
  selected: '▶',
  border: {
    topLeft: '╭',
    topRight: '╮',
    bottomLeft: '╰',
    bottomRight: '╯',
    across: '─',
    down: '│',
  },
};

export const ASCII: Charset = {
  name: 'ascii',
  barFull: '#',
  barHalf: '=',
  barEmpty: '-',
  barMark: '+',
  barPassed: '|',
  arrow: '>',
  ellipsis: '~',
  levels: [' ', '.', ':', '-', '=', '+', '*', '#'],
  foot: '-',
  squares: { home: 'o', migrated: '@', moving: '>', stopped: 'x' },
  lamp: '*',
  rising: '^',
  falling: 'v',
  play: '>',
  pause: '=',
  dot: '-',
  times: 'x',
  selected: '>',
  border: {
    topLeft: '+',
    topRight: '+',
    bottomLeft: '+',
    bottomRight: '+',
    across: '-',
    down: '|',
  },
};

/**
 * Unicode where the locale says UTF-8 (LC_ALL, LC_CTYPE, LANG in that order), ASCII elsewhere.
 * @param ascii whether ASCII is asked for, whatever the terminal could do
 */
export function charsetOf(
  environment: Readonly<Record<string, string | undefined>>,
  { ascii = false }: { readonly ascii?: boolean | undefined } = {},
): Charset {
  if (ascii) return ASCII;
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  const linuxConsole = environment.TERM === 'linux' || /^vt\d/.test(environment.TERM ?? '');
  return /utf-?8/i.test(locale) && !linuxConsole ? UNICODE : ASCII;
}
