import { resolve } from 'node:path';
import { shellWord } from '../../base/shell-words.js';
import type { Study } from '../../lab/study/study.js';
import { print } from '../output.js';
import { resultsFolder } from '../studies/describe-study.js';
import { openStudy } from '../studies/open-study.js';

export interface SlurmOptions {
  /** Tasks of the array. */
  readonly array: number;
  /** The folder of its results. */
  readonly out?: string;
}

/** Rounds more than are needed: a task may be lost, and not be queued again. */
const SPARE_ROUNDS = 3;

/** Prints the script that carries a study out on a Slurm cluster. */
export function studySlurm(file: string, { array, out }: SlurmOptions): number {
  const { study } = openStudy(file);
  print(
    script({
      file: resolve(file),
      folder: resolve(resultsFolder(file, out)),
      program: [process.execPath, resolve(process.argv[1]!)].map(shellWord).join(' '),
      tasks: array,
      rounds: roundsOf(study) + SPARE_ROUNDS,
    }),
  );
  return 0;
}

/** As often as cells may go on. */
function roundsOf({ replications: { from, to, by }, isTruncated }: Study): number {
  return 1 + Math.ceil((to - from) / by) + (isTruncated ? 1 : 0);
}

interface ScriptParts {
  readonly file: string;
  readonly folder: string;
  readonly program: string;
  readonly tasks: number;
  readonly rounds: number;
}

function script({ file, folder, program, tasks, rounds }: ScriptParts): string {
  return `#!/bin/bash
# Carries out a study on a Slurm cluster. Keep this file where all nodes see it, and begin with
#   bash THIS_FILE
# A round is an array of tasks and, when all of them have ended, a step that puts their runs together
# and begins the next round while something is missing. Options of sbatch: SBATCH_PARTITION,
# SBATCH_TIMELIMIT, SBATCH_ACCOUNT and the like in the environment.
set -eu
study=${shellWord(file)}
out=${shellWord(folder)}
program=(${program})

case "\${1-}" in
task)
  # What it could not do, since runs of others are missing, is for the next round.
  "\${program[@]}" study run "$study" --out "$out" --workers "\${SLURM_CPUS_PER_TASK:-1}" --quiet || test $? -eq 1
  ;;
gather)
  round=$2 script=$3
  if "\${program[@]}" study merge "$study" "$out"; then exit 0; fi
  # All runs are there, but some have failed: more rounds would not help.
  if "\${program[@]}" study run "$study" --out "$out" --dry; then exit 1; fi
  if [ "$round" -ge ${rounds} ]; then exit 1; fi
  exec bash "$script" round $((round + 1))
  ;;
*)
  round=\${2-1}
  script=$(realpath "$0")
  tasks=$(sbatch --parsable --requeue --job-name=study --array=0-${tasks - 1} "$script" task)
  sbatch --requeue --job-name=study-gather --dependency=afterany:"$tasks" "$script" gather "$round" "$script"
  ;;
esac
`;
}
