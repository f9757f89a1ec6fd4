import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('describe, as it was looked at last: -u writes it anew', () => {
  it('completions, man page and schema', async () => {
    const text = await transcript(
      [
        'completion bash',
        'completion fish',
        'completion zsh',
        'completion csh',
        'completion',
        'man',
        'schema',
        '--version',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/describe.txt');
  });

  it('the help of every command', async () => {
    const text = await transcript(
      [
        '--help',
        'dashboard --help',
        'tour --help',
        'resume --help',
        'replay --help',
        'run --help',
        'snapshot --help',
        'live --help',
        'explain --help',
        'mosctl --help',
        'check --help',
        'list --help',
        'compare --help',
        'inevitable --help',
        'study --help',
        'policy --help',
        'clusters --help',
        'shell --help',
        'serve --help',
        'attach --help',
        'completion --help',
        'man --help',
        'schema --help',
        'mosmon --help',
        'mosrun --help',
        'migrate --help',
        'mps --help',
        'live run --help',
        'live check --help',
        'live move --help',
        'live recover --help',
        'live output --help',
        'live drop --help',
        'study run --help',
        'study report --help',
        'policy new --help',
        'policy test --help',
        'help',
        'help run',
        'rnu',
        'nothing',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/help.txt');
  });
});
