import { describe, type Read, reader, suggestion } from './field.js';
import { orList } from './readers.js';

/** A policy: the name of a built-in one, or the path of a module such as ./mine.mjs. */
export function policyName(builtIn: readonly string[]): Read<string> {
  const allowed = orList([...builtIn, 'the path of a module such as ./mine.mjs']);
  return reader(
    () => ({
      description: allowed,
      anyOf: [{ enum: builtIn }, { type: 'string', pattern: PATH.source }],
    }),
    (value, report) => {
      const written = value.kind === 'scalar' ? value.value : undefined;
      if (typeof written === 'string' && (builtIn.includes(written) || isPolicyPath(written))) {
        return written;
      }
      const hint = suggestion(String(written), builtIn);
      report(value, `must be ${allowed}, got ${describe(value)}${hint}`);
      return undefined;
    },
  );
}

const PATH = /^(\.{0,2}[\\/]|[a-zA-Z]:[\\/])/;

/** Whether a policy is a user's module: an absolute path or one that starts with a dot. */
export function isPolicyPath(policy: string): boolean {
  return PATH.test(policy);
}
