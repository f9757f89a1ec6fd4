import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** Reaches every host, and has its `sh` carry out a line there; an answer may be its own. */
const SSH = `#!/bin/sh
words=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in ControlPath=*) ;; *) words="$words $1" ;; esac
  shift
done
shift
FAKE_HOST=$1; export FAKE_HOST
shift
echo "ssh$words to $FAKE_HOST" >>"$FAKE/log"
if [ -f "$FAKE/$FAKE_HOST-ssh" ]; then . "$FAKE/$FAKE_HOST-ssh"; exit; fi
case $words in *' -O exit'*) exit ;; esac
exec /bin/sh -c "$*"
`;

/** A call of node.sh it answers with what a test has it say. */
const SH = `#!/bin/sh
if [ "$1" != -c ] || [ "$3" != node.sh ]; then exec /bin/sh "$@"; fi
verb=$4
shift 4
echo "$FAKE_HOST: $verb $*" >>"$FAKE/log"
. "$FAKE/$FAKE_HOST-$verb"
`;

/** \`ssh\` and \`sh\` that do as a test says, for as long as it runs. */
export class FakeShells {
  readonly folder = mkdtempSync(join(tmpdir(), 'mtop-sim-'));

  constructor() {
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(this.folder, { recursive: true, force: true });
    });
    mkdirSync(join(this.folder, 'bin'));
    for (const [name, text] of Object.entries({ ssh: SSH, sh: SH })) {
      writeFileSync(join(this.folder, 'bin', name), text);
      chmodSync(join(this.folder, 'bin', name), 0o755);
    }
    vi.stubEnv('PATH', `${join(this.folder, 'bin')}:${process.env.PATH}`);
    vi.stubEnv('FAKE', this.folder);
    vi.stubEnv('FAKE_HOST', 'here');
  }

  /** What a host does, as lines of sh, when a verb is called there; or on any ssh to it: "ssh". */
  says(host: string, verb: string, script: string): void {
    writeFileSync(join(this.folder, `${host}-${verb}`), `${script}\n`);
  }

  /** What was called since that was asked last. */
  calls(): readonly string[] {
    const log = join(this.folder, 'log');
    if (!existsSync(log)) return [];
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    rmSync(log);
    return lines;
  }
}
