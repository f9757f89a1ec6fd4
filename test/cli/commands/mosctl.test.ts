import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('mosctl, as it was looked at last: -u writes it anew', () => {
  it('answers as a node would', async () => {
    const text = await transcript(
      [
        'mosctl TMP/tiny.yaml whois',
        'mosctl TMP/tiny.yaml whois 2',
        'mosctl TMP/tiny.yaml whois node1',
        'mosctl TMP/tiny.yaml whois nobody',
        'mosctl TMP/tiny.yaml getload',
        'mosctl TMP/tiny.yaml getload 2',
        'mosctl TMP/tiny.yaml getspeed',
        'mosctl TMP/tiny.yaml status',
        'mosctl TMP/tiny.yaml status 2 --at 15s',
        'mosctl TMP/tiny.yaml isup',
        'mosctl TMP/tiny.yaml isup 2 --at 15s',
        'mosctl TMP/tiny.yaml getmem',
        'mosctl TMP/tiny.yaml getmem 1 --json',
        'mosctl TMP/tiny.yaml getfree',
        'mosctl TMP/tiny.yaml getutil',
        'mosctl TMP/tiny.yaml getyard',
        'mosctl TMP/tiny.yaml getdecay',
        'mosctl TMP/tiny.yaml gettune',
        'mosctl TMP/tiny.yaml nonsense',
        'mosctl TMP/tiny.yaml ',
        'mosctl TMP/tiny.yaml getload 9',
        'mosctl TMP/tiny.yaml getload 1 2',
        'mosctl TMP/tiny.yaml getload --on 2',
        'mosctl TMP/tiny.yaml getload --on 9',
        'mosctl TMP/tiny.yaml getload --json',
        'mosctl TMP/tiny.yaml getload --at 15s --on 2',
        'mosctl TMP/tiny.yaml getload --rate 3',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/mosctl.txt');
  });

  it('asks a cluster that does not run', async () => {
    const text = await transcript(
      [
        'mosctl getload --cluster nowhere --at 5s',
        'mosctl getload --cluster nowhere',
        'mosrun sort --cluster nowhere',
        'migrate 1000 2 --cluster nowhere',
        'mps --cluster nowhere',
        'mosmon --cluster nowhere',
        'mtop-sim',
        'clusters --json',
        'attach nowhere',
        'shell nowhere',
        'names',
        'setpe -w --cluster nowhere',
        'tune --cluster nowhere',
        'mosrun',
        'migrate',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/mosctl-cluster.txt');
  });
});
