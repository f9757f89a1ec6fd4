/** What programs stumble over, in the places where numbers, words and marks stand. */
const HOSTILE = [
  ...['0', '-1', '1e300', '1e-300', '99999999999999999999', '.inf', '.nan', '-0', '0x10', '1e16'],
  ...[
    'null',
    '~',
    '{}',
    '[]',
    '[[',
    '}}',
    '"',
    "'",
    '\t',
    '\n',
    '\r',
    ':',
    '- ',
    '---\n',
    '&a ',
    '*a',
  ],
  ...[
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\ufeff',
    '\ud800',
    '\u00e9',
    ',',
    ',,',
    '#',
    ';',
    '%d',
    '<<: ',
  ],
  ...['endless', 'exponential ', 'pareto 1s..', 'home', 'balance', 'constructor', '__proto__'],
];

/**
 * A text with a few mistakes: pieces deleted, doubled, moved, turned into noise or into what is
 * hostile.
 * @param {Buffer} bytes
 * @param {(below: number) => number} below a random whole number
 */
export function mutated(bytes, below) {
  let text = bytes;
  for (let times = 1 + below(4); times > 0; times--) text = once(text, below);
  return text;
}

function once(text, below) {
  const at = below(text.length + 1);
  const end = Math.min(text.length, at + below(below(4) === 0 ? 200 : 12));
  const [before, piece, after] = [text.subarray(0, at), text.subarray(at, end), text.subarray(end)];
  const hostile = Buffer.from(HOSTILE[below(HOSTILE.length)]);
  switch (below(8)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, piece, piece, piece, after]);
    case 2:
      return Buffer.concat([before, Buffer.from([below(256)]), after]);
    case 3:
      return before;
    case 4: {
      const target = below(text.length + 1);
      return Buffer.concat([text.subarray(0, target), piece, text.subarray(target)]);
    }
    case 5:
      return Buffer.from(
        text.toString('latin1').replace(/\d+/g, (n) => (below(6) === 0 ? hostile : n)),
        'latin1',
      );
    default:
      return Buffer.concat([before, hostile, after]);
  }
}
