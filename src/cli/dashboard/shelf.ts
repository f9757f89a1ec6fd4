import { shellWord } from '../../base/shell-words.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { ScenarioCard, ScenarioChoice, ScenarioShelf } from '../../tui/scenarios.js';
import { InputFiles } from '../opening/input-files.js';
import { openToRecord } from '../opening/open-recording.js';
import {
  openScenario,
  type ScenarioOptions,
  type SessionOptions,
} from '../opening/open-scenario.js';
import { futuresOf } from '../running/futures.js';
import type { RecorderOptions } from '../running/recorder.js';
import { shippedCards } from './scenario-cards.js';

/** Begins to write a session down. */
export type Keep = (session: RecordedSession, recorded: Pick<RecorderOptions, 'header'>) => void;

/** The scenarios that can be started from the dashboard; the one shown keeps its flags. */
export class Shelf implements ScenarioShelf {
  #shown: { readonly name: string; readonly flags: ScenarioOptions };
  readonly #policyTimeout: number | undefined;
  readonly #keep: Keep;

  constructor(name: string, { policyTimeout, ...flags }: SessionOptions, keep: Keep) {
    this.#shown = { name, flags };
    this.#policyTimeout = policyTimeout;
    this.#keep = keep;
  }

  cards(): readonly ScenarioCard[] {
    return shippedCards();
  }

  async open({ name, seed, information }: ScenarioChoice): Promise<RecordedSession> {
    const chosen = name === undefined ? this.#shown : { name, flags: {} };
    const flags = {
      ...chosen.flags,
      ...(seed === undefined ? {} : { seed }),
      ...(information === undefined ? {} : { information }),
    };
    const policyTimeout = this.#policyTimeout;
    const opened = await openToRecord(chosen.name, { ...flags, policyTimeout });
    const { session, header, made } = opened;
    session.futures = futuresOf(session, made);
    this.#keep(session, { header });
    this.#shown = { name: chosen.name, flags };
    return session;
  }

  /** The files that the run shown reads. */
  inputs(): InputFiles {
    const inputs = new InputFiles();
    inputs.addOf(openScenario(this.#shown.name, this.#shown.flags, inputs));
    return inputs;
  }

  /** The command that shows the same run from its beginning; undefined: it was changed by --set. */
  command(): string | undefined {
    const { name, flags } = this.#shown;
    if (Object.values(flags).some((value) => Array.isArray(value) && value.length > 0)) {
      return undefined;
    }
    const words = Object.entries(flags).flatMap(([flag, value]) => {
      if (value === undefined || value === false || Array.isArray(value)) return [];
      return value === true ? [`--${flag}`] : [`--${flag}`, shellWord(String(value))];
    });
    return ['mtop-sim', shellWord(name), ...words].join(' ');
  }
}
