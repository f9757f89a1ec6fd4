// Lines for the socket of a running cluster, most of them wrong. Each is one that must be answered:
// none is a notification, to which JSON-RPC knows no answer.

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const METHODS = [
  ...['hello', 'info', 'view', 'send', 'ask', 'explain', 'forecast', 'decision', 'heard'],
  ...[
    'messages',
    'time',
    'step',
    'seek',
    'branch',
    'subscribe',
    'nope',
    '__proto__',
    'constructor',
  ],
];
const KEYS = [
  ...['do', 'pid', 'node', 'to', 'words', 'on', 'name', 'readonly', 'events', 'views', 'paused'],
  ...['rate', 'seconds', 'branch', 'work', 'memory', 'home', 'run', '__proto__', 'toString', ''],
];
const WORDS = [
  ...['migrate', 'lock', 'spawn', 'crash', 'leave', 'join', 'setpe', 'mask', 'kill', 'getload'],
  ...['status', 'whois', 'home', 'endless', 'cm3', '-w -f /etc/passwd', '\u0000', '\u2028', '𝔵'],
];

/** A line without its end. @param id by which its answer is known, if it can be */
export function lineOf(random, id) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const value = (depth) => {
    switch (Math.floor(random() * (depth > 3 ? 6 : 8))) {
      case 0:
        return pick([null, true, false]);
      case 1:
        return pick([0, 1, 2, 3, 1000, 1001, -1, 1.5, 1e308, -1e-9, 2 ** 53, 65536]);
      case 2:
        return pick(WORDS);
      case 3:
        return 'x'.repeat(Math.floor(random() * 300));
      case 4:
        return pick(METHODS);
      case 5:
        return String(Math.floor(random() * 2000));
      case 6:
        return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
      default:
        return fields(depth + 1);
    }
  };
  const fields = (depth) =>
    Object.fromEntries(
      Array.from({ length: Math.floor(random() * 5) }, () => [pick(KEYS), value(depth)]),
    );
  const request = () =>
    JSON.stringify({
      jsonrpc: random() < 0.95 ? '2.0' : value(9),
      id,
      method: random() < 0.95 ? pick(METHODS) : value(0),
      params: random() < 0.8 ? fields(0) : value(0),
    });
  switch (Math.floor(random() * 10)) {
    // Half a request; what is left must not be one.
    case 0: {
      const whole = request();
      return whole.slice(0, 1 + Math.floor(random() * (whole.length - 2)));
    }
    // A character in the place of another one.
    case 1: {
      const whole = request();
      const at = Math.floor(random() * whole.length);
      const mutated = `${whole.slice(0, at)}${pick(['{', '"', '\\', ']', '\t', 'é', '0'])}${whole.slice(at + 1)}`;
      return mutated.includes('"id"') ? mutated : '{';
    }
    // No object at all.
    case 2:
      return JSON.stringify(pick([null, 1, 'x', [], [1, null], [[]], true, {}, { id: 1 }]));
    case 3:
      return (
        pick(['', ' ']) + pick(['}', 'GET / HTTP/1.1', '\u0001\u0002', 'null null', '[', 'NaN'])
      );
    // Far too long, in one line.
    case 4:
      return random() < 0.02 ? request() + ' '.repeat(70_000) : request();
    default:
      return request();
  }
}
