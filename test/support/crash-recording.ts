import { RecordingFile } from '../../src/cli/files/recording-file.js';
import { openToRecord } from '../../src/cli/opening/open-recording.js';

/** Records a run in which node 3 crashes at 30 s, and which ends at 50 s. */
export async function recordCrash(
  scenario: string,
  recording: string,
  options: Parameters<typeof openToRecord>[1] = {},
): Promise<void> {
  const { session, header } = await openToRecord(scenario, options);
  const file = new RecordingFile(recording, header(), () => {});
  session.journal = {
    sent: (_, sent) => file.write({ type: 'sent', sent, by: 'user' }),
    marked: (_, mark) => file.write({ type: 'marked', mark }),
    branched: () => {},
    switched: () => {},
  };
  session.advance(30);
  session.send({ do: 'crash', node: 3 as never });
  session.advance(50);
  session.mark({ withDigest: true });
}
