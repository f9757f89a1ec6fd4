import { type Answer, type Command, refused } from '../cluster/facts/command.js';
import type { SessionInfo } from '../session/session.js';
import { type LiveOptions, LiveSession } from './live-session.js';
import type { Caller } from './mover.js';
import { OVER, type TapePlayer } from './tape.js';

/** What would reach the nodes. */
const REFUSED: SessionInfo['refused'] = {
  ...{ kill: OVER, stop: OVER, cont: OVER, renice: OVER, join: OVER },
  ...{ migrate: OVER, expel: OVER, bring: OVER, lock: OVER, unlock: OVER },
};

/** Real nodes as they were seen once. Its time is virtual: it can be stopped and be faster. */
export class TapedSession extends LiveSession {
  readonly #player: TapePlayer;

  constructor(player: TapePlayer, options: Pick<LiveOptions, 'policies' | 'parameters'>) {
    const { hosts, periodSeconds } = player;
    super({ ...options, hosts, periodSeconds, clock: player, caller: nobody(player) });
    this.#player = player;
  }

  override get info(): SessionInfo {
    const { refused, ...info } = super.info;
    return { ...info, clock: 'virtual', refused: { ...refused, ...REFUSED } };
  }

  override send(command: Command): Answer {
    const reason = REFUSED?.[command.do];
    return reason === undefined ? super.send(command) : refused(reason);
  }

  override advance(until = 0): boolean {
    this.#player.playTo(until);
    return true;
  }
}

/** Jobs are shown as they were seen; nobody can be asked about them. */
function nobody({ hosts }: TapePlayer): Caller {
  return {
    nodes: hosts.map(({ id }) => id),
    seat: 'tape',
    carryOut: (_call, _seconds, done) => done({ kind: 'silence', reason: OVER }),
  };
}
