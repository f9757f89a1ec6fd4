import { getSystemErrorMap } from 'node:util';
import { UserError } from '../base/user-error.js';

type Blame = (error: unknown) => UserError | undefined;

let blame: Blame = () => undefined;

/** Errors are shown to `find` first from now on: it may know whose fault they are. */
export function blameFirst(find: Blame): void {
  blame = find;
}

/** How the program ends after an unhandled error. */
export interface Failure {
  /** A sentence for the user. */
  readonly message: string;
  readonly exitCode: 1 | 2;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof UserError) return error;
  return blame(error) ?? { message: sentenceOf(error), exitCode: 1 };
}

/** What went wrong, as a sentence for the user. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (isSystemError(error)) return `${error.path ?? error.syscall}: ${systemReason(error)}`;
  const message = error instanceof Error ? error.message : String(error);
  return `this is a bug in mtop-sim: ${message} (MTOP_DEBUG=1 shows where)`;
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

/** Whether a call of the system has failed, such as of a file that is not there. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}
