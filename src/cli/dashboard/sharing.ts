import { UserError } from '../../base/user-error.js';
import type { NodeSpec } from '../../cluster/facts/node-spec.js';
import type { CommonSession } from '../../control/common-session.js';
import type { MetricsAddress } from '../../control/metrics-server.js';
import type { Session } from '../../session/session.js';
import { systemReason } from '../failure.js';
import { type Listener, Listening, nameOf, socketName } from '../sharing/listening.js';
import type { Warnings } from './warnings.js';

/** A session that others may attach to while it is shown here. */
export interface Shared {
  readonly session: CommonSession;
  /** Another run takes the place of the one that was shown. */
  show(session: Listener): CommonSession;
}

export interface SharingOptions {
  /** What commands of others may name; none: they can only watch. */
  readonly nodes: readonly NodeSpec[];
  /** Default: true. */
  readonly listen?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  /** Where figures are served to Prometheus. */
  readonly metrics?: MetricsAddress | undefined;
  readonly warnings: Warnings;
}

/**
 * Lets others attach to a session, as soon as its first frame has been shown. Where that cannot be,
 * it is said, and the session goes on.
 */
export function share(session: Session, options: SharingOptions): Shared {
  const { nodes, listen = true, readOnly, metrics, warnings } = options;
  const listening = new Listening(session, { nodes, owner: nameOf('dashboard'), readOnly });
  const attempts = [
    ...(listen ? [begin] : []),
    ...(metrics === undefined ? [] : [() => listening.measure(metrics)]),
  ];
  setTimeout(() => attempts.forEach(attempt), AFTER_MILLISECONDS).unref();
  return { session: listening.session, show: (other) => listening.show(other) };

  async function begin(): Promise<void> {
    try {
      await listening.begin(socketName(session.info.scenario), { isOnly: false });
    } catch (error) {
      throw new UserError(`nobody can attach to this dashboard: ${reasonOf(error)}`);
    }
  }

  function attempt(act: () => Promise<unknown>): void {
    act().catch((error: unknown) => warnings.say(reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof UserError ? error.message : systemReason(error);
}

const AFTER_MILLISECONDS = 500;
