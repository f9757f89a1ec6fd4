/**
 * What runs on a node that is watched, for as long as it is read: POSIX sh and one awk, without
 * root; it leaves nothing behind. It is sent to `sh` on standard input and answers in lines:
 *
 *     H HZ PAGE UID SELF LOGICAL CORES KHZ HOST    once: ticks per second, bytes per page, who it
 *                                                  runs as, its own pid, the processors, the name
 *     Q CPUS                                       once, where a control group limits it: so many
 *                                                  CPUs it has, 0.5 for instance
 *     T UPTIME ONE FIVE FIFTEEN                    a sample begins: seconds, load averages
 *     C USER NICE SYSTEM IDLE IOWAIT ...           ticks of all CPUs
 *     M TOTAL AVAILABLE SWAPTOTAL SWAPFREE         KB
 *     + PID PPID UID USER START STATE NICE THREADS UTIME STIME PAGES NAME <tab> ARGUMENTS   it is
 * new
 *     N PID INNER                                  it lives in a pid namespace of its own, as that one
 *     = PID STATE NICE THREADS UTIME STIME PAGES   it has changed
 *     - PID                                        it is gone
 *     .                                            the sample ends
 *
 * A process that has not changed has no line. The list of processes comes from a command of its own
 * each time: some awks read a pipe in blocks only. A name may hold anything, `) R 1` too: it ends
 * at the last bracket of its line.
 */
export function samplerScript(periodSeconds: number): string {
  return `period=${periodSeconds}\n${SAMPLER}`;
}

const SAMPLER = String.raw`
LC_ALL=C; export LC_ALL
exec awk -v period="$period" -v self=$$ -v uid="$(id -u)" -v host="$(uname -n)" \
  -v hz="$(getconf CLK_TCK 2>/dev/null || echo 100)" \
  -v page="$(getconf PAGESIZE 2>/dev/null || echo 4096)" '
BEGIN {
  while ((getline l < "/etc/passwd") > 0) { split(l, a, ":"); names[a[3]] = a[1] }
  close("/etc/passwd")
  header()
  list = "echo /proc/[0-9]*"
  while (1) {
    all = ""; list | getline all; close(list)
    count = split(all, folders, " ")
    sample()
    fflush()
    if (system("sleep " period)) exit
  }
}
function first(file,   l) { l = ""; getline l < file; close(file); return l }
function user(id,   l, c) {
  if (!(id in names)) {
    c = "id -un " id " 2>/dev/null"; l = ""; c | getline l; close(c)
    names[id] = l == "" ? id : l
  }
  return names[id]
}
function header(   l, chip, core, mhz, khz, logical, cores) {
  while ((getline l < "/proc/cpuinfo") > 0) {
    split(l, a, /[ \t]*: */)
    if (a[1] == "processor") logical++
    else if (a[1] == "physical id") chip = a[2]
    else if (a[1] == "core id") {
      core = chip " " a[2]
      if (!(core in known)) { known[core] = 1; cores++ }
    }
    else if (a[1] == "cpu MHz" && a[2] + 0 > mhz) mhz = a[2] + 0
  }
  close("/proc/cpuinfo")
  khz = first("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq")
  if (khz == "") khz = int(mhz * 1000)
  print "H", hz, page, uid, self, logical + 0, cores + 0, khz, host
  l = quota(); if (l > 0) print "Q", l
}
function quota(   l, part, path, top, q, least) {
  while ((getline l < "/proc/self/cgroup") > 0) {
    split(l, part, ":")
    if (part[2] != "" && "," part[2] "," !~ /,cpu,/) continue
    top = "/sys/fs/cgroup" (part[2] == "" ? "" : "/" part[2])
    path = substr(l, length(part[1] part[2]) + 3)
    while (1) {
      q = limit(top path)
      if (q > 0 && (least == 0 || q < least)) least = q
      if (!sub(/\/[^\/]*$/, "", path)) break
    }
  }
  close("/proc/self/cgroup")
  return least + 0
}
function limit(folder,   q) {
  if (split(first(folder "/cpu.max"), q, " ") < 2) {
    q[1] = first(folder "/cpu.cfs_quota_us"); q[2] = first(folder "/cpu.cfs_period_us")
  }
  return q[1] > 0 && q[2] > 0 ? q[1] / q[2] : 0
}
function sample(   i, id, l, e, key, name, owner, inner, s, b, m, mem, now) {
  split(first("/proc/uptime"), a, " "); l = a[1]
  split(first("/proc/loadavg"), a, " "); print "T", l, a[1], a[2], a[3]
  l = first("/proc/stat"); sub(/^cpu +/, "", l); print "C", l
  while ((getline l < "/proc/meminfo") > 0) { split(l, m, /[: ]+/); mem[m[1]] = m[2] }
  close("/proc/meminfo")
  print "M", mem["MemTotal"], mem["MemAvailable"], mem["SwapTotal"], mem["SwapFree"]
  for (i = 1; i <= count; i++) {
    id = substr(folders[i], 7)
    if (id ~ /[^0-9]/) continue
    l = first(folders[i] "/stat")
    if (l == "") continue
    now[id] = 1
    if (last[id] == l) continue
    last[id] = l
    match(l, /.*\)/); e = RLENGTH; b = index(l, "(")
    name = substr(l, b + 1, e - b - 1)
    split(substr(l, e + 2), a, " ")
    key = a[20] " " a[2] " " name
    if (what[id] == key) { print "=", id, a[1], a[17], a[18], a[12], a[13], a[22]; continue }
    owner = ""; inner = ""
    while ((getline s < (folders[i] "/status")) > 0) {
      if (s ~ /^Uid:/) { split(s, m, "\t"); owner = m[3] }
      else if (s ~ /^NSpid:/) { if ((e = split(s, m, "\t")) > 2) inner = m[e]; break }
    }
    close(folders[i] "/status")
    if (owner == "") { delete now[id]; delete last[id]; continue }
    what[id] = key
    print "+", id, a[2], owner, user(owner), a[20], a[1], a[17], a[18], a[12], a[13], a[22], \
      name "\t" substr(first(folders[i] "/cmdline"), 1, 4096)
    if (inner != "") print "N", id, inner
  }
  for (id in what) if (!(id in now)) { print "-", id; delete what[id]; delete last[id] }
  print "."
}'
`;
