/** Mistakes that no test once noticed, as those of mutants.mjs. */
export const ONCE_SURVIVED = [
  [
    'a cut lets those on their way arrive',
    'cluster/moving/migrations.ts',
    'if (this.#ways.network.isCut(source, target.index)) this.#fail(migration, reason);',
    '',
  ],
  [
    'lstay keeps guests too',
    'cluster/moving/admission.ts',
    'source.has(LSTAY) && source === home',
    'source.has(LSTAY)',
  ],
  [
    'a node that expels forgets where it has sent guests',
    'cluster/moving/evacuation.ts',
    'placement.sent(slot, source, best);',
    '',
  ],
  [
    'who waits for memory takes what is promised to others',
    'cluster/doing/behaviours.ts',
    '!this.#ground.nodeOf(slot).hasRoomFor(bytes)',
    '!this.#ground.nodeOf(slot).fits(bytes)',
  ],
  [
    'a stopped process grows',
    'cluster/doing/behaviours.ts',
    '(STOPPED | FROZEN | SLEEPING | PIPED)',
    '(FROZEN | SLEEPING | PIPED)',
  ],
  [
    'a process grows by the timer of one that is dead',
    'cluster/doing/behaviours.ts',
    'this.#ground.agenda.release(growthTimer);',
    '',
  ],
  [
    '/mfs/selected is inherited from a dead process',
    'cluster/doing/file-waits.ts',
    'this.#selected.delete(slot);',
    '',
  ],
  [
    'a reader waits for a writer that is dead already',
    'cluster/doing/pipes.ts',
    'if (writer === NO_SLOT) return;',
    'if (writer === NO_SLOT) table.setStanding(reader, table.standing(reader) | PIPED);\n    if (writer === NO_SLOT) return;',
  ],
  [
    'a forecast leaves out the calls and files',
    'cluster/doing/progress.ts',
    ' + fileWaits.waitPerWork(slot, node.index)',
    '',
  ],
  [
    'who cannot reach its files does not wait',
    'cluster/cpus/share-by-kind.ts',
    'kind.waitPerWork === Number.POSITIVE_INFINITY ? kind.clones : rate * kind.waitPerWork',
    'kind.waitPerWork === Number.POSITIVE_INFINITY ? 0 : rate * kind.waitPerWork',
  ],
  [
    'one CPU is used more than once',
    'cluster/cpus/cpus.ts',
    'runnable <= processors.logical ? 1 : processors.logical / runnable',
    'processors.logical / runnable',
  ],
  [
    'a crashed node keeps what omdiscd has found',
    'cluster/members/membership.ts',
    "cluster.setState(node, 'down');\n    cluster.neighbours.forget(node.index);",
    "cluster.setState(node, 'down');",
  ],
  [
    'who leaves lets its own processes go',
    'cluster/members/membership.ts',
    'node.settings.flags |= BLOCK | LSTAY;',
    'node.settings.flags |= BLOCK | (LSTAY & 0);',
  ],
  [
    'nolstay does not end bring',
    'cluster/orders/administration.ts',
    "if (command.do === 'nolstay') this.#evacuation.giveUp(node, ['bring']);",
    '',
  ],
];
