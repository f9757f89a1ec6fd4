import { describe, type Read, suggestion } from './field.js';
import { orList } from './readers.js';

/** A policy: the name of a built-in one, or the path of a module such as ./mine.mjs. */
export function policyName(builtIn: readonly string[]): Read<string> {
  return (value, report) => {
    const written = value.kind === 'scalar' ? value.value : undefined;
    if (typeof written === 'string' && (builtIn.includes(written) || isPolicyPath(written))) {
      return written;
    }
    const allowed = orList([...builtIn, 'the path of a module such as ./mine.mjs']);
    const hint = suggestion(String(written), builtIn);
    report(value, `must be ${allowed}, got ${describe(value)}${hint}`);
    return undefined;
  };
}

/** Whether a policy is a module of the user's: an absolute path or one that starts with a dot. */
export function isPolicyPath(policy: string): boolean {
  return /^(\.{0,2}[\\/]|[a-z]:[\\/])/i.test(policy);
}
