import type { SessionInfo } from '../session/session.js';
import { type LiveOptions, LiveSession } from './live-session.js';
import { OVER, type TapePlayer } from './tape.js';

/** Real nodes as they were seen once. Its time is virtual: it can be stopped and be faster. */
export class TapedSession extends LiveSession {
  readonly #player: TapePlayer;

  constructor(player: TapePlayer, options: Pick<LiveOptions, 'policies' | 'parameters'>) {
    const { hosts, periodSeconds } = player;
    super({ ...options, hosts, periodSeconds, clock: player });
    this.#player = player;
  }

  override get info(): SessionInfo {
    const { refused, ...info } = super.info;
    const nothing = { kill: OVER, stop: OVER, cont: OVER, renice: OVER, join: OVER };
    return { ...info, clock: 'virtual', refused: { ...refused, ...nothing } };
  }

  override advance(until = 0): boolean {
    this.#player.playTo(until);
    return true;
  }
}
