/**
 * A mistake of the user's: a bad file, flag or value. It is shown as a sentence (what, where,
 * what is allowed) and never with a stack trace.
 */
export class UserError extends Error {
  /** @param exitCode 2 for usage and bad input, 1 for a failure of the run */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(message);
    this.name = 'UserError';
  }
}
