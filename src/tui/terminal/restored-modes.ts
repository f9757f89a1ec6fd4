/** Ends what the dashboard has asked of a terminal: mouse, pasting, a hidden cursor, colours. */
export const PLAIN_MODES = '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[m';

/** Plain keys, and the screen of before. */
export const MAIN_SCREEN = '\x1b[?1l\x1b>\x1b[?1049l';
