import {
  ask,
  failingCriu,
  grows,
  HOSTS,
  onNode,
  plan,
  recoverBySeat,
  reports,
  seat,
  seenFromOutside,
  steps,
  wait,
  wrongWith,
} from './lab.mjs';

const JOB = 'fault';

/** Every fault, so many times; after each one copy runs, with the output of an unmoved run. */
export async function faults(times, say) {
  for (let round = 1; round <= times; round++) {
    let good = 0;
    const bad = [];
    const note = (name, wrong) => {
      if (wrong.length === 0) good++;
      else {
        bad.push(name);
        say(`  WRONG ${name}: ${wrong.join('; ')}`);
      }
    };
    await ofConnections(note);
    await ofCriu(note);
    await ofSeats(note);
    await ofTargets(note);
    say(`faults, round ${round}: ${good} of ${good + bad.length} as they must be`);
  }
  for (const node of [1, 2, 3]) await ask(node, 'drop', JOB);
}

async function begin(mb = 5) {
  plan();
  await steps(JOB, mb);
  await grows(JOB);
}

/** ssh is killed, or late, at any call. */
async function ofConnections(note) {
  for (const verb of ['pack', 'unpack', 'dump', 'restore', 'commit', 'go', 'forget']) {
    for (const ms of [5, 40, 150]) {
      await begin();
      plan(`${verb} kill ${ms}`, 'dump lease 20');
      const { code } = await seat(JOB, HOSTS[1]);
      if (code === 2) await recoverBySeat(JOB);
      await recoverBySeat(JOB);
      note(`ssh of ${verb} killed after ${ms} ms (exit ${code})`, await wrongWith(JOB, {}));
    }
  }
  await begin();
  plan('commit wait 5000', 'dump lease 2');
  const { code, said } = await seat(JOB, HOSTS[1]);
  const wrong = await wrongWith(JOB, { at: 1 });
  if (code !== 1 || !/run on here meanwhile/.test(said)) wrong.push(`exit ${code}: ${said}`);
  note('commit after the lease', wrong);
}

/** criu is killed or told to end. */
async function ofCriu(note) {
  failingCriu(true);
  for (const seconds of [0.005, 0.02, 0.04, 0.07]) {
    await begin();
    await onNode(2, `echo restore 9 ${seconds} >/dev/shm/fault`);
    const { code } = await seat(JOB, HOSTS[1]);
    note(
      `criu restore killed after ${seconds} s (exit ${code})`,
      await wrongWith(JOB, { at: code === 0 ? 2 : 1 }),
    );
    await onNode(2, 'rm -f /dev/shm/fault');
  }
  for (const signal of ['TERM', 'HUP', 'INT']) {
    for (const seconds of [0.01, 0.03]) {
      await begin();
      await onNode(1, `echo dump ${signal} ${seconds} >/dev/shm/fault`);
      const { code, said } = await seat(JOB, HOSTS[1]);
      const wrong = await wrongWith(JOB, { at: 2 });
      if (code !== 0) wrong.push(said);
      note(`${signal} to criu dump after ${seconds} s`, wrong);
      await onNode(1, 'rm -f /dev/shm/fault');
    }
  }
  failingCriu(false);
}

/** Seats die where it matters, come too late, or are two. */
async function ofSeats(note) {
  await begin();
  plan('pack seat 0', 'dump lease 3');
  await seat(JOB, HOSTS[1]);
  const wrong = running().length === 0 ? [] : ['it runs after the dump'];
  await wait(5000);
  if (running().length !== 1) wrong.push('its lease did not end');
  await recoverBySeat(JOB);
  note('seat dies after the dump, nobody comes', [...wrong, ...(await wrongWith(JOB, { at: 1 }))]);

  await begin();
  plan('commit seat 0');
  await seat(JOB, HOSTS[1]);
  const two = seenFromOutside(JOB);
  await recoverBySeat(JOB);
  note('seat dies before commit', [
    ...(two.join('') === 'TT' ? [] : [`seen before recovery: ${two.join(' ')}`]),
    ...(await wrongWith(JOB, { at: 1 })),
  ]);

  await begin();
  plan('commit seat 0', 'dump lease 3');
  await seat(JOB, HOSTS[1]);
  await wait(5000);
  const leased = running().length === 1 ? [] : ['its lease did not end'];
  await recoverBySeat(JOB);
  note('seat dies before commit, nobody comes', [...leased, ...(await wrongWith(JOB, { at: 1 }))]);

  await begin();
  plan('go seat 0');
  await seat(JOB, HOSTS[1]);
  const none = running().length === 0 ? [] : ['it runs before go'];
  await recoverBySeat(JOB);
  note('seat dies after commit', [...none, ...(await wrongWith(JOB, { at: 2 }))]);

  await begin();
  const both = await Promise.all([seat(JOB, HOSTS[1]), wait(150).then(() => seat(JOB, HOSTS[2]))]);
  await recoverBySeat(JOB);
  const codes = both.map(({ code }) => code);
  note(`two seats at once (exit ${codes.join(', ')})`, await wrongWith(JOB, {}));
}

/** The target is full, or loses its copy. */
async function ofTargets(note) {
  await begin(60);
  await wait(1000);
  await onNode(
    2,
    'head -c $(($(df -kP /dev/shm | awk "END { print \\$4 }") - 30000))k /dev/zero >/dev/shm/fill',
  );
  const { code, said } = await seat(JOB, HOSTS[1]);
  await onNode(2, 'rm /dev/shm/fill');
  const full = code === 1 && /KB are free/.test(said) ? [] : [`exit ${code}: ${said}`];
  note("target's spool is full", [...full, ...(await wrongWith(JOB, { at: 1, mb: 60 }))]);

  await begin(60);
  await wait(1000);
  plan('pack wait 1500', 'packahead wait 1500');
  const moving = seat(JOB, HOSTS[1]);
  for (let i = 0; i < 200 && !(await reports(JOB))[1]?.arriving; i++) await wait(20);
  await onNode(
    2,
    'head -c $(($(df -kP /dev/shm | awk "END { print \\$4 }") - 8000))k /dev/zero >/dev/shm/fill',
  );
  const filled = await moving;
  await onNode(2, 'rm /dev/shm/fill');
  note(`target's spool runs full in the copy (exit ${filled.code})`, [
    ...(filled.code === 1 ? [] : [filled.said]),
    ...(await wrongWith(JOB, { at: 1, mb: 60 })),
  ]);

  await begin();
  plan('commit wait 10000');
  const losing = seat(JOB, HOSTS[1]);
  for (let i = 0; i < 300; i++) {
    const [, target] = await reports(JOB);
    if (target?.cell === 'stopped') {
      await onNode(2, `kill -9 ${target.pid}`);
      break;
    }
    await wait(20);
  }
  const lost = await losing;
  await recoverBySeat(JOB);
  note(
    `the copy dies between restore and commit (exit ${lost.code})`,
    await wrongWith(JOB, { at: 1 }),
  );
}

const running = () => seenFromOutside(JOB).filter((state) => 'RSD'.includes(state));
