import { getSystemErrorMap } from 'node:util';
import { UserError } from '../base/user-error.js';

/** What went wrong, as a sentence for the user. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (isSystemError(error)) return `${error.path ?? error.syscall}: ${systemReason(error)}`;
  const message = error instanceof Error ? error.message : String(error);
  return `this is a fault of mtop-sim: ${message} (MTOP_DEBUG=1 shows where)`;
}

/** A system call's failure in words, such as "no such file or directory". */
export function systemReason(error: unknown): string {
  if (!isSystemError(error)) return String(error);
  if (error.code === 'EISDIR') return 'it is a directory, not a file';
  return getSystemErrorMap().get(error.errno)?.[1] ?? error.code;
}

interface SystemError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}
