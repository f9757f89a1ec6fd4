/**
 * A piece of what a terminal has sent: one key or mouse event, a pasted text, or the answer to a
 * question (an OSC sequence without its frame).
 */
export interface InputPiece {
  readonly type: 'sequence' | 'paste' | 'answer';
  readonly text: string;
}

/**
 * Cuts terminal input into single keys and mouse events. A sequence that has only begun is kept
 * for the next chunk (slow lines split them); `flush` gives it up, so that a lone Escape gets
 * through. Bracketed pastes come out whole, never as keys; reports that were not asked for are
 * dropped.
 */
export class InputSplitter {
  #kept = '';

  /**
   * How many milliseconds what has begun may take to go on, before it is given up; undefined:
   * nothing has begun. Without an end to it a paste would swallow all keys, Ctrl-C too.
   */
  get patienceMilliseconds(): number | undefined {
    if (this.#kept === '') return undefined;
    return LONG.test(this.#kept) ? LONG_MILLISECONDS : ESCAPE_MILLISECONDS;
  }

  write(chunk: string): InputPiece[] {
    this.#kept += chunk;
    const pieces: InputPiece[] = [];
    while (this.#kept !== '') {
      if (this.#kept.startsWith(PASTE_START)) {
        const end = this.#kept.indexOf(PASTE_END);
        if (end < 0) break;
        pieces.push({ type: 'paste', text: this.#kept.slice(PASTE_START.length, end) });
        this.#kept = this.#kept.slice(end + PASTE_END.length);
        continue;
      }
      const text = COMPLETE.exec(this.#kept)?.[0];
      if (text === undefined) break;
      this.#kept = this.#kept.slice(text.length);
      const answer = ANSWER.exec(text)?.[1];
      if (answer !== undefined) pieces.push({ type: 'answer', text: answer });
      else if (!REPORT.test(text)) pieces.push({ type: 'sequence', text });
    }
    return pieces;
  }

  /** Gives up what was kept and did not go on in time: a paste is what came of it. */
  flush(): InputPiece[] {
    const text = this.#kept;
    this.#kept = '';
    if (text.startsWith(PASTE_START)) {
      return [{ type: 'paste', text: text.slice(PASTE_START.length) }];
    }
    // The rest of a broken report or of a string is not a key.
    return text === '' || BROKEN.test(text) ? [] : [{ type: 'sequence', text }];
  }
}

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const ESCAPE_MILLISECONDS = 40;
const LONG_MILLISECONDS = 500;

/** A paste, or a string such as the answer to a question. */
const LONG = /^\x1b(?:\[200~|[\]P_^X])/;

const BROKEN = /^\x1b\x1b?(?:\[[<?>=\d]|\[M|[\]P_^X][\s\S])/;

const ANSWER = /^\x1b\]([\s\S]*?)(?:\x07|\x1b\\)$/;

/**
 * What is neither a key nor a mouse event: the end of a paste without a beginning, strings, focus
 * gained and lost, and reports of the terminal (attributes, modes, size, status).
 */
const REPORT = /^\x1b(?:\[201~|[P_^X]|\[[IO]$|\[[?>=][\s\S]*$|\[[0-9;]*[cnty]$|\[[0-9;]*\$y$)/;

/**
 * One whole event at the beginning of the input: an old mouse report, a control sequence, a
 * function key, a string answer, Alt with a character, or one character.
 */
const COMPLETE = new RegExp(
  [
    String.raw`\x1b\[M[\s\S]{3}`,
    String.raw`\x1b\x1b?\[\[[A-E]`,
    // Reports have `$` within, keys of rxvt have it at their end.
    String.raw`\x1b\[[?>=][0-?]*[ -/]*[@-~]`,
    String.raw`\x1b\x1b?\[(?![M[?>=])[0-?]*[ -/]*[@-~$^]`,
    String.raw`\x1b\x1b?O[0-9;]*[A-Za-z]`,
    String.raw`\x1b[\]P_^X][\s\S]*?(?:\x07|\x1b\\)`,
    String.raw`\x1b[^\x1b[O\]P_^X]`,
    String.raw`[^\x1b]`,
  ]
    .map((form) => `^(?:${form})`)
    .join('|'),
  'u',
);
