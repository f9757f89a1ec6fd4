import type { BranchView } from '../session/session.js';
import type { Mark, Moment, SentCommand } from './moment.js';

/** Is told what makes a run what it is, as it happens. */
export interface Journal {
  /**
   * Before the command is carried out.
   * @param whose undefined: of the user of the dashboard
   */
  sent(branch: number, sent: SentCommand, whose?: string): void;
  branched(branch: BranchView, since: Moment): void;
  switched(branch: number): void;
  marked(branch: number, mark: Mark): void;
}
