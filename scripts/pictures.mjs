/** The pictures of docs/screens: the name of each, and what `snapshot` is asked for. */
export const PICTURES = {
  spreading: '--at 1s --delay 0.75s --count 60 --size 120x34',
  mtop: '',
  mosmon: '--view mosmon',
  cluster: '--view cluster',
  map: '--view map',
  history: '--view history',
  events: '--view events',
  beliefs: '--view beliefs',
  why: '--keys w',
  migrate: '--keys m',
  'mtop-80x24': '--size 80x24',
  'mtop-200x50': '--size 200x50',
  'mtop-light': '--theme light',
  'mtop-mono': '--theme mono',
  'mtop-ascii': '--ascii',
};

/** The words of the command line for a picture. */
export function wordsOf(name) {
  const own = PICTURES[name].split(' ').filter((word) => word !== '');
  return ['snapshot', '--format', 'svg', '--at', '50s', '--size', '120x40', ...own];
}
