import {
  free,
  HOSTS,
  happened,
  isMade,
  onNode,
  plan,
  recoverBySeat,
  reports,
  seat,
  setup,
  wait,
  wrongWith,
} from './lab.mjs';

const JOB = 'fault';

/** The target is full, or loses its copy. */
export async function ofTargets(note, begin) {
  await begin(60);
  await wait(1000);
  await leaves(30_000);
  const { code, said } = await seat(JOB, HOSTS[1]);
  await onNode(2, 'rm /dev/shm/fill');
  const full = code === 1 && /KB are free/.test(said) ? [] : [`exit ${code}: ${said}`];
  note("target's spool is full", [...full, ...(await wrongWith(JOB, { at: 1, mb: 60 }))]);

  await begin(60);
  await wait(1000);
  plan('direct-packahead hold 0');
  const moving = seat(JOB, HOSTS[1]);
  for (let i = 0; i < 200 && !(await reports(JOB))[1]?.arriving; i++) await wait(20);
  await leaves(8000);
  free();
  const filled = await moving;
  await onNode(2, 'rm /dev/shm/fill');
  note(`target's spool runs full in the copy (exit ${filled.code})`, [
    ...(filled.code === 1 ? late() : [filled.said]),
    ...(await wrongWith(JOB, { at: 1, mb: 60 })),
  ]);

  await begin();
  plan('commit hold 0');
  const losing = seat(JOB, HOSTS[1]);
  const copy = await copyOf(JOB);
  await onNode(2, `kill -9 ${copy}`);
  free();
  const lost = await losing;
  await recoverBySeat(JOB);
  note(`the copy dies between restore and commit (exit ${lost.code})`, [
    ...late(),
    ...(await wrongWith(JOB, { at: 1 })),
  ]);
}

/** A node dies and starts again, hangs, or has too little memory: where setup-live.sh has made it. */
export async function ofNodes(note, begin) {
  if (!isMade) return;
  for (const { verb, dies, survives } of [
    { verb: 'commit', dies: 2, survives: 1 },
    { verb: 'go', dies: 2, survives: 1 },
    { verb: 'go', dies: 1, survives: 2 },
  ]) {
    await begin();
    plan(`${verb} hold 0`);
    const moving = seat(JOB, HOSTS[1]);
    await copyOf(JOB);
    if (verb === 'go') await given(JOB);
    await setup('restart', dies);
    free();
    const { code } = await moving;
    const doubt = await recoverBySeat(JOB);
    await recoverBySeat(JOB, '--lost', HOSTS[dies - 1]);
    note(`node ${dies} dies before ${verb} (exit ${code}, recover ${doubt.code})`, [
      ...late(),
      ...(await wrongWith(JOB, { at: survives })),
    ]);
  }

  for (const node of [1, 2]) {
    await begin();
    plan('commit hold 0');
    const moving = seat(JOB, HOSTS[1]);
    await copyOf(JOB);
    await setup('hang', node);
    free();
    const { code, said } = await moving;
    await setup('cont', node);
    await recoverBySeat(JOB);
    note(`all connections of node ${node} hang at commit`, [
      ...late(),
      ...(code === 0 ? [] : [`exit ${code}: ${said}`]),
      ...(await wrongWith(JOB, { at: 2 })),
    ]);
  }

  for (const [what, mb] of [
    ['the copy', 45],
    ['the restore', 90],
  ]) {
    await begin(40);
    await wait(1000);
    await setup('narrow', 2, String(mb));
    const { code, said } = await seat(JOB, HOSTS[1]);
    const refusals = await setup('widen', 2);
    await recoverBySeat(JOB);
    note(`${mb} MB of memory at the target, too little for ${what} (exit ${code}: ${said})`, [
      ...(refusals === '0' ? ['it was enough'] : []),
      ...(code === 0 ? ['it moved all the same'] : []),
      ...(await wrongWith(JOB, { at: 1, mb: 40 })),
    ]);
  }
}

const late = () => (happened(' hold') > 0 ? [] : ['it never happened']);

/** Fills the target's spool but for so many KB. */
function leaves(kb) {
  const free = '$(df -kP /dev/shm | awk "END { print \\$4 }")';
  return onNode(2, `head -c $((${free} - ${kb}))k /dev/zero >/dev/shm/fill`);
}

/** Waits for the stopped copy at node 2. @returns its pid there */
async function copyOf(job) {
  for (let i = 0; i < 300; i++) {
    const [, target] = await reports(job);
    if (target?.cell === 'stopped') return target.pid;
    await wait(20);
  }
  throw new Error('no copy was made');
}

/** Waits until node 1 has given it away. */
async function given(job) {
  for (let i = 0; i < 300; i++) {
    if ((await reports(job))[0]?.leaving?.fate === 'moved') return;
    await wait(20);
  }
  throw new Error('it was not given away');
}
