/**
 * Why a process may not move, with the bits of openMosix's hpctask.h and the words that
 * /proc/PID/cantmove prints. It printed nothing for a daemon or a kiobuf: these two words are made
 * after their names.
 */
export interface CantmoveReason {
  readonly bit: number;
  readonly name: string;
  /** What /proc/PID/cantmove prints. */
  readonly word: string;
  readonly meaning: string;
}

export const CANTMOVE: readonly CantmoveReason[] = [
  { bit: 0x1, name: 'STAYFORMONKEY', word: 'monkey', meaning: 'shares a writable file mapping' },
  { bit: 0x2, name: 'STAYFORDEV', word: 'mmap_dev', meaning: 'maps a device' },
  { bit: 0x4, name: 'STAYFOR86', word: 'VM86_mode', meaning: 'runs in virtual-8086 mode' },
  { bit: 0x8, name: 'STAYITSDAEMON', word: 'daemon', meaning: 'is an openMosix daemon' },
  { bit: 0x10, name: 'STAYFORPRIV', word: 'priv_inst', meaning: 'uses privileged instructions' },
  { bit: 0x20, name: 'STAYFORMLOCK', word: 'mem_lock', meaning: 'has locked memory' },
  {
    bit: 0x40,
    name: 'STAYFORCLONE',
    word: 'clone_vm',
    meaning: 'shares its address space (threads)',
  },
  { bit: 0x80, name: 'STAYFORRT', word: 'rt_sched', meaning: 'has a real-time scheduling class' },
  {
    bit: 0x100,
    name: 'STAYFORIOPL',
    word: 'direct_io',
    meaning: 'has direct I/O permission (iopl)',
  },
  { bit: 0x200, name: 'STAYITSINIT', word: 'system', meaning: 'is init' },
  { bit: 0x400, name: 'STAYFORKIOBUF', word: 'kiobuf', meaning: 'has a kiobuf in use' },
  { bit: 0x1000000, name: 'STAY_OTHER1', word: 'extern_1', meaning: 'external reason 1' },
  { bit: 0x2000000, name: 'STAY_OTHER2', word: 'extern_2', meaning: 'external reason 2' },
  { bit: 0x4000000, name: 'STAY_OTHER3', word: 'extern_3', meaning: 'external reason 3' },
  { bit: 0x8000000, name: 'STAY_OTHER4', word: 'extern_4', meaning: 'external reason 4' },
  { bit: 0x80000000, name: 'NOMIGRATE', word: 'user_lock', meaning: 'locked by its user' },
];

/** The lock: no automatic migration, but a migration by hand is still carried out. */
export const USER_LOCK = 0x80000000;

/** The words of the bits that are set, in the order of their bits. */
export function cantmoveWords(bits: number): string[] {
  return CANTMOVE.filter((reason) => (bits & reason.bit) !== 0).map((reason) => reason.word);
}

/** The words of the reasons that the kernel itself insists on. */
export const HARD_WORDS: readonly string[] = CANTMOVE.filter(({ bit }) => bit !== USER_LOCK).map(
  ({ word }) => word,
);

/** The bit of a reason's word; 0: there is no such word. */
export function cantmoveBit(word: string): number {
  return CANTMOVE.find((reason) => reason.word === word)?.bit ?? 0;
}

/** The reasons that the kernel itself insists on: all but the user's lock. */
export function hardReasons(bits: number): number {
  return (bits & ~USER_LOCK) >>> 0;
}
