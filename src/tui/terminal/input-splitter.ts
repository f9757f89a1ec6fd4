/** A piece of what a terminal has sent: one key or mouse event, or a pasted text. */
export type InputPiece =
  | { readonly type: 'sequence'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string };

/**
 * Cuts terminal input into single keys and mouse events. A sequence that has only begun is kept
 * for the next chunk (slow lines split them); `flush` gives it up, so that a lone Escape gets
 * through. Bracketed pastes come out whole, never as keys.
 */
export class InputSplitter {
  #kept = '';

  /** Whether a sequence has begun that may go on. */
  get waiting(): boolean {
    return this.#kept !== '' && !this.#kept.startsWith(PASTE_START);
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
      if (!STRAY.test(text)) pieces.push({ type: 'sequence', text });
    }
    return pieces;
  }

  /** What was kept and did not go on in time, as it is. */
  flush(): InputPiece[] {
    const text = this.#kept;
    this.#kept = '';
    return text === '' ? [] : [{ type: 'sequence', text }];
  }
}

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** An end of a paste without a beginning, and answers to questions that nobody asked. */
const STRAY = /^\x1b(?:\[201~|[\]P_^X])/;

/**
 * One whole event at the beginning of the input: an old mouse report, a control sequence, a
 * function key, a string answer, Alt with a character, or one character.
 */
const COMPLETE = new RegExp(
  [
    String.raw`\x1b\[M[\s\S]{3}`,
    String.raw`\x1b\x1b?\[\[[A-E]`,
    String.raw`\x1b\x1b?\[(?![M[])[0-?]*[ -/]*[@-~$^]`,
    String.raw`\x1b\x1b?O[0-9;]*[A-Za-z]`,
    String.raw`\x1b[\]P_^X][\s\S]*?(?:\x07|\x1b\\)`,
    String.raw`\x1b[^\x1b[O\]P_^X]`,
    String.raw`[^\x1b]`,
  ]
    .map((form) => `^(?:${form})`)
    .join('|'),
  'u',
);
