import type { Answer, Command } from '../cluster/facts/command.js';
import type { Session } from '../session/session.js';
import type { Effect, Message } from './message.js';

/**
 * What a session answers to what `update` has asked; undefined: the session was not asked.
 * @param send how commands get to the session
 */
export function replyTo(
  effect: Effect,
  session: Session,
  send = (command: Command): Answer => session.send(command),
): Message | undefined {
  switch (effect.type) {
    case 'send': {
      const { command } = effect;
      return { type: 'answered', command, answer: send(command) };
    }
    case 'send-all': {
      const answers = effect.commands.map((command) => ({
        command,
        answer: send(command),
      }));
      return { type: 'answered-all', answers };
    }
    case 'ask': {
      const { question } = effect;
      return { type: 'told', question, answer: session.ask(question) };
    }
    case 'forecast': {
      const { pid } = effect;
      return { type: 'forecast', pid, forecasts: session.forecast(pid) };
    }
    case 'explain': {
      const { pid } = effect;
      return { type: 'explained', pid, explanation: session.explain(pid) };
    }
    case 'decide': {
      const { node } = effect;
      return { type: 'decided', node, decision: session.lastDecision(node) };
    }
    case 'hear': {
      const heard = effect.nodes.map((node) => [node, session.heard(node)] as const);
      return { type: 'heard', heard: new Map(heard) };
    }
    case 'overhear':
      return { type: 'overheard', messages: session.messages(effect.seconds) };
    default:
      return undefined;
  }
}
