import { allKnown, type Later, whenKnown } from '../base/later.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { Session } from '../session/session.js';
import type { Effect, Message } from './message.js';

/**
 * What a session answers to what `update` has asked, now or later; undefined: it was not asked.
 * @param send how commands get to the session
 */
export function replyTo(
  effect: Effect,
  session: Session,
  send = (command: Command): Later<Answer> => session.send(command),
): Later<Message> | undefined {
  switch (effect.type) {
    case 'send': {
      const { command } = effect;
      return whenKnown(send(command), (answer) => ({ type: 'answered', command, answer }));
    }
    case 'send-all': {
      const answers = effect.commands.map((command) =>
        whenKnown(send(command), (answer) => ({ command, answer })),
      );
      return whenKnown(allKnown(answers), (all) => ({ type: 'answered-all', answers: all }));
    }
    case 'ask': {
      const { question } = effect;
      return whenKnown(session.ask(question), (answer) => ({ type: 'told', question, answer }));
    }
    case 'forecast': {
      const { pid } = effect;
      return whenKnown(session.forecast(pid), (forecasts) => ({
        type: 'forecast',
        pid,
        forecasts,
      }));
    }
    case 'explain': {
      const { pid } = effect;
      return whenKnown(session.explain(pid), (explanation) => ({
        ...{ type: 'explained', pid, explanation },
      }));
    }
    case 'decide': {
      const { node } = effect;
      return whenKnown(session.lastDecision(node), (decision) => ({
        ...{ type: 'decided', node, decision },
      }));
    }
    case 'hear': {
      const heard = effect.nodes.map((node) =>
        whenKnown(session.heard(node), (loads) => [node, loads] as const),
      );
      return whenKnown(allKnown(heard), (all) => ({ type: 'heard', heard: new Map(all) }));
    }
    case 'overhear':
      return whenKnown(session.messages(effect.seconds), (messages) => ({
        ...{ type: 'overheard', messages },
      }));
    default:
      return undefined;
  }
}
