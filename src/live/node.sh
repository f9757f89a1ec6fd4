# node.sh VERB JOB ARGUMENTS: what is asked of a node about jobs. It is sent along with each call:
#   ssh NODE exec sh -c '<this text>' node.sh VERB JOB ...
# It needs a POSIX shell, util-linux and tar, and to move jobs criu >= 4.1 (perl too, for what is
# copied ahead); no root. It answers in lines "key value"; the last one is "ok" or "no REASON".
#
# A job is a folder $W/JOB, for its owner only, and a cell: user, pid and mount namespaces of its own,
# in which pid 1 reaps, 2 sleeps, and 3 runs the job and writes down its exit status.
#
#   run JOB NICE DIR COMMAND...          start a job, so many nicer
#   look JOB | jobs                      what is known of it; the names of all
#   output JOB OUT ERR                   what it has written since so many bytes
#   signal JOB NAME | lock JOB yes|no    to all of it; whether only a user may move it
#   drop JOB                             end whatever there is of it, and forget it
#   check JOB                            whether jobs can move here: one of that name is tried, and forgotten
# and of a move M; whatever names another one is refused, whatever is asked twice is done once:
#   room JOB M SOURCE KB                 target: is there room? makes the folder
#   rehearse JOB M                       source: images while it runs; would it go?
#   packahead JOB M                      source: the pages of the rehearsal, on standard output
#   dump JOB M LEASE TARGET BOOT         source: stops it and writes its images; without `commit` within
#                                        LEASE seconds it runs on
#   pack JOB M | delta JOB M             source: its images and output; only what the rehearsal lacks
#   unpack JOB M | patch JOB M           target: takes what pack, delta give
#   restore JOB M                        target: makes the job of its images, stopped
#   commit JOB M                         source: gives it away: the stopped original ends, images stay
#   go JOB M                             target: the copy runs
#   forget JOB M                         source: what was given away; target: a copy that never ran
#   settle JOB M                         target: its source has forgotten it, it may move again
#   back JOB M                           source: the original runs on
#   revive JOB M                         source: the target has lost it: make it again of the images
set -u
umask 077
LC_ALL=C
export LC_ALL
no() { printf 'no %s\n' "$(printf %s "$*" | tr '\n' ' ' | cut -c1-300)"; exit 1; }
ok() { [ $# = 0 ] || printf '%s\n' "$@"; echo ok; exit 0; }

# A job is moved away because its node is busy, and there each program that is started waits its turn:
# what the shell can do itself it does.
while read -r key uid _ && [ "$key" != Uid: ]; do :; done </proc/self/status
W=${MTOP_SPOOL:-/dev/shm/mtop-$uid}
HOST=${MTOP_HOST:-}
[ -n "$HOST" ] || read -r HOST </proc/sys/kernel/hostname
PATH=$PATH:/usr/sbin:/sbin
for CRIU in "${MTOP_CRIU:-}" criu /opt/mtop-criu/criu; do
  [ -z "$CRIU" ] || ! command -v "$CRIU" >/dev/null || break
done
verb=$1 job=${2:-}
D=$W/$job
case $job in *[!a-z0-9-]*) no 'a job has a name of a-z, 0-9 and -' ;; esac
[ $# -lt 2 ] || shift 2
# Others may write beside it: a folder of theirs, or a link, would be their word about whom to kill.
is_ours() { { [ -O "$W" ] && [ ! -L "$W" ]; } || no "$W is not a folder of your own"; }
{ [ ! -e "$W" ] && [ ! -L "$W" ]; } || is_ours

# Of a process the state and the start.
stat_of() {
  STATE= START=
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  set -- ${stat##*) }
  STATE=$1 START=${20}
}
# The first line of a file of the job, or what stands for it.
line_of() {
  LINE=
  read -r LINE 2>/dev/null <"$D/$1" || LINE=${LINE:-$2}
}
# What changes when the node starts again: nothing of a job is left then.
boot() {
  read -r boot </proc/sys/kernel/random/boot_id
  stat_of 1
  echo "${boot%%-*}-$START"
}
# Its init as this node sees it: a pid counts only together with its start.
cell() {
  I=0 S=
  read -r I S 2>/dev/null <"$D/cell" && [ -n "$S" ] && stat_of "$I" && [ "$START" = "$S" ] &&
    [ "$STATE" != Z ]
}
inside() { nsenter -t "$I" --user --preserve-credentials --pid --mount -- "$@" 9<&-; }
# The states of its processes and the ticks of a CPU that each has used (PID:TICKS,...), without the
# cell's own two and without this look, whose parent is outside (0); and the pages of all of it.
look_in() {
  STATES=
  seen=$(inside sh -c 'states= pages=0 cpu=; for f in /proc/[0-9]*; do
    p=${f#/proc/}
    [ $p != $$ ] && read -r s 2>/dev/null <"$f/stat" && read -r m 2>/dev/null <"$f/statm" || continue
    set -- ${s##*) }
    if [ $p -gt 2 ]; then
      [ "$2" != 0 ] && [ "$2" != $$ ] || continue
      states=$states$1 cpu=$cpu$p:$((${12} + ${13})),
    fi
    set -- $m
    pages=$((pages + $2))
  done; echo "$states $pages $cpu"' 2>/dev/null) || return 1
  STATES=${seen%% *} CPU=${seen##* } PAGES=${seen#* }
  PAGES=${PAGES% *}
}
# What its processes have used of CPUs here, after a look, and on the nodes where they were before.
all_cpu() {
  line_of cpu ''
  (
    IFS=,
    for one in $CPU; do
      before=,$LINE,
      case $before in *,"${one%%:*}":*) before=${before#*,"${one%%:*}":} ;; *) before=0 ;; esac
      printf '%s:%s,' "${one%%:*}" $((${one#*:} + ${before%%,*}))
    done
    echo
  )
}
# Waits until all of it stands, or has ended (Z). What is not below pid 3, a daemon, is in no image and never does.
stands() {
  t=0
  while look_in; do
    case $STATES in '' | *[!TZ]*) ;; *) return 0 ;; esac
    t=$((t + 1))
    [ $t -lt 40 ] || return 1
    sleep 0.05
  done
  return 1
}
# Whoever stood before the move stands after it.
cont() { [ -e "$D/held" ] || inside kill -CONT -1; }
end_cell() {
  t=0
  while cell; do
    kill -9 "$I" 2>/dev/null
    t=$((t + 1))
    [ $t -lt 250 ] || no 'the cell does not die'
    sleep 0.02
  done
}
# Who decides about a move: the first to write its fate, and the file system lets one be first. It is a
# link, which is there as a whole or not at all, also where no space is left.
fate() { { [ -L "$D/fate-$1" ] && readlink "$D/fate-$1" 2>/dev/null; } || echo open; }
decide() { ln -s "$2" "$D/fate-$1" 2>/dev/null || [ "$(fate "$1")" = "$2" ]; }
# Whether it is the move that a file names first.
is_move() { m=; read -r m _ 2>/dev/null <"$D/$1"; [ "$m" = "$2" ]; }
# One verb at a time on a job. The folder itself is the lock, so that nothing is left of it.
alone() {
  while [ -d "$D" ]; do
    exec 9<"$D" && flock -w 20 9 || { echo busy; exit 1; }
    [ "$D" -ef /proc/self/fd/9 ] && return
  done
}

# Its init's words are one line, by which a sampler knows it: ... mtop-cell FOLDER HOME ...
make_cell() { # what its init does first; the rest: its arguments
  first=$1
  shift
  rm -f "$D/made" "$D/cell.err"
  # No `&` on the way to the job: a shell lets what it puts there ignore SIGINT and SIGQUIT.
  setsid -f sh -c 'echo $$ >"$1/outer"; shift; exec "$@"' mtop-cell "$D" \
    unshare --user --map-root-user --pid --fork --kill-child --mount --mount-proc sh -c "\
mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts 2>/dev/null && mount --bind /dev/pts/ptmx /dev/ptmx; \
echo 1 >/proc/sys/kernel/ns_last_pid; \
trap 'exit 0' TERM; sleep infinity & \
d=\$1; shift 2; : >\"\$d/made\"; \
$first; \
while :; do wait; done" mtop-cell "$D" "$(cat "$D/home")" "$@" </dev/null >/dev/null 2>"$D/cell.err" 9<&-
  t=0
  until [ -e "$D/made" ]; do
    t=$((t + 1))
    { [ $t -lt 500 ] && [ ! -s "$D/cell.err" ]; } || no "no cell: $(tail -n 1 "$D/cell.err")"
    sleep 0.02
  done
  read -r o <"$D/outer"
  I=0
  read -r I _ 2>/dev/null <"/proc/$o/task/$o/children"
  rm -f "$D/made" "$D/outer"
  stat_of "$I"
  echo "$I $START" >"$D/cell.new" && mv "$D/cell.new" "$D/cell"
}
# A criu that ends within a dump may take the job with it: no signal of a dying connection reaches it.
criu() {
  # What it finds out about the kernel it keeps there, which is most of its work on a small job.
  mkdir -p "$W/.criu"
  inside setsid sh -c 'trap "" HUP INT TERM PIPE; export XDG_RUNTIME_DIR="$1"; shift; exec "$@"' criu "$W/.criu" \
    "$CRIU" "$@" --unprivileged --manage-cgroups=ignore -v2 -o criu.log
}
why() {
  w=$(grep -h Error "$1" 2>/dev/null | grep -vE 'RLIMIT_NOFILE|net.c:1253' | head -n 1 |
    sed 's/^([0-9.]*) *//; s/^ *[0-9]*: //; s/^Error ([^)]*): *//')
  echo "${w:-criu does not say why}"
}
free_kb() { df -kP "$W" | { read -r _ && read -r _ _ _ free _ && echo "$free"; }; }
needs() { for t in unshare nsenter setsid flock tar; do command -v $t >/dev/null || no "there is no $t here"; done; }
images() {
  rm -rf "$D/$1"
  mkdir "$D/$1" 2>/dev/null || no 'no room for images'
}
make_again() {
  # The pids of helpers must not be those of the job: they come from beyond its highest.
  high=0
  for image in "$D"/img/core-*[0-9].img; do
    p=${image##*/core-} p=${p%.img}
    case $p in *[!0-9]*) ;; *) [ "$p" -le $high ] || high=$p ;; esac
  done
  [ $high -gt 0 ] || no 'there are no images'
  ! cell || no 'there is a copy here already'
  make_cell "echo $((high + 200)) >/proc/sys/kernel/ns_last_pid"
  criu restore -d -D "$D/img" --leave-stopped >/dev/null 2>&1 || { w=$(why "$D/img/criu.log"); end_cell; no "$w"; }
  stands || no 'it was made again, but does not stand'
  inside sh -c "echo $high >/proc/sys/kernel/ns_last_pid"
  # A copy has used nothing here yet.
  cp "$D/img/cpu" "$D/cpu" 2>/dev/null
}
# Without a job nothing is left.
tidy() {
  for left in "$W"/*; do [ ! -e "$left" ] || return 0; done
  rm -rf "$W/.criu"
  rmdir "$W" 2>/dev/null
}
facts() {
  states=- kb=0 leaving=- arriving=- arrived=-
  if cell; then
    look_in
    states=${STATES:--}
    kb=$((PAGES * $(getconf PAGESIZE) / 1024))
  else I=0; fi
  if [ -e "$D/leaving" ]; then
    read -r m r <"$D/leaving"
    leaving="$m $(fate "$m") $r"
  fi
  line_of origin ''
  origin=$LINE
  [ ! -e "$D/arriving" ] || { line_of arriving '' && arriving="$LINE $origin"; }
  [ ! -e "$D/arrived" ] || { line_of arrived '' && arrived="$LINE $origin"; }
  printf '%s\n' "pid $I" "states $states" "leaving $leaving" "arriving $arriving" "arrived $arrived" "kb $kb"
  line_of exit - && echo "exit $LINE"
  line_of home '' && echo "home $LINE"
  line_of lock no && echo "locked $LINE"
  line_of cpu '' && echo "cpu $LINE"
  line_of line '' && echo "line $LINE"
}
# What keeps an ordinary user from making namespaces, as far as the kernel says it.
no_namespaces() {
  for switch in kernel.apparmor_restrict_unprivileged_userns=1 kernel.unprivileged_userns_clone=0 user.max_user_namespaces=0; do
    name=${switch%=*} value=
    read -r value 2>/dev/null <"/proc/sys/$(echo "$name" | tr . /)"
    [ "$value" != "${switch#*=}" ] || no "this node allows no user namespaces: $name is $value"
  done
  no "this node allows no user namespaces (in a container it must be told to): $1"
}
# Of what programs are made that would come here: the C library that this shell has.
library() {
  while read -r _ _ _ _ _ path; do
    case $path in */libc.so.* | */libc-*.so | */ld-musl-*) cksum <"$path" | tr ' ' - && return ;; esac
  done <"/proc/$$/maps"
  echo none
}
# A job that sleeps is stopped, written down and made again.
trial() {
  make_cell 'setsid sleep 1000 </dev/null >/dev/null 2>&1'
  t=0
  until look_in && [ -n "$STATES" ]; do
    t=$((t + 1))
    [ $t -lt 100 ] || no 'a job does not start here'
    sleep 0.02
  done
  images img
  criu dump -t 3 -D "$D/img" --leave-stopped >/dev/null 2>&1 && stands || no "criu cannot write a job down: $(why "$D/img/criu.log")"
  end_cell
  make_again
}
self() {
  p=no
  ! command -v perl >/dev/null || p=yes
  printf '%s\n' "host $HOST" "boot $(boot)" "perl $p"
}

case $verb in
  # What only reads; a copy whose reader hangs must not keep a lease from ending.
  look | jobs | output | pack | packahead | delta) ;;
  run | room | check) ;;
  *)
    if [ ! -d "$D" ]; then
      case $verb in forget | drop) ok ;; esac
      no 'there is no such job here'
    fi
    alone
    [ -d "$D" ] || no 'there is no such job here'
    ;;
esac

case $verb in
run)
  needs
  cd "$2" 2>/dev/null || no "there is no folder $2 here"
  mkdir -p "$W" && is_ours && mkdir "$D" 2>/dev/null || no 'there is such a job here already'
  n=$1
  shift 2
  printf '%s ' "$@" | tr '\n' ' ' >"$D/line"
  echo "$HOST" >"$D/home"
  : >"$D/out"
  : >"$D/err"
  [ "$n" = 0 ] || set -- nice -n "$n" "$@"
  make_cell 'setsid sh -c '\''d=$1; shift; trap : HUP INT QUIT TERM; "$@"; echo $? >"$d/exit.new"; mv "$d/exit.new" "$d/exit"; kill -TERM 1'\'' mtop-run "$d" "$@" </dev/null >>"$d/out" 2>>"$d/err"' "$@"
  ok "pid $I"
  ;;
look)
  self
  [ ! -d "$D" ] || facts
  ok
  ;;
jobs)
  ok "jobs $(ls "$W" 2>/dev/null | tr '\n' ' ')"
  ;;
output)
  [ -d "$D" ] || no 'there is no such job here'
  # What stands there before its end is asked for is all of it.
  x=$(cat "$D/exit" 2>/dev/null || { cell && echo - || cat "$D/exit" 2>/dev/null || echo gone; })
  [ ! -e "$D/leaving" ] && [ ! -e "$D/arriving" ] || x=moving
  o=$(($(wc -c <"$D/out") - $1)) e=$(($(wc -c <"$D/err") - $2))
  [ $o -lt 1048576 ] || { o=1048576 x=-; }
  [ $e -lt 1048576 ] || { e=1048576 x=-; }
  echo "$o $e $x"
  tail -c +$(($1 + 1)) "$D/out" | head -c $o
  tail -c +$(($2 + 1)) "$D/err" | head -c $e
  ;;
signal)
  cell || no 'it has ended'
  inside sh -c 'kill -s "$1" -- -3 2>/dev/null || kill -s "$1" 3' sh "$1" 2>/dev/null || no 'it has ended'
  ok
  ;;
lock)
  if [ "$1" = yes ]; then echo yes >"$D/lock"; else rm -f "$D/lock"; fi
  ok
  ;;
drop)
  end_cell
  rm -rf "$D"
  tidy
  ok
  ;;
check)
  needs
  [ -n "$CRIU" ] && command -v "$CRIU" >/dev/null || no 'there is no criu here'
  version=$("$CRIU" --version 2>/dev/null | sed -n 's/^Version: *//p')
  case $version in
    '') no "$CRIU does not run here" ;;
    [0-3].* | 4.0*) no "criu $version is too old: 4.1 or later is needed" ;;
  esac
  w=$(unshare --user --map-root-user true 2>&1) || no_namespaces "$w"
  mkdir -p "$W" && is_ours && mkdir "$D" 2>/dev/null || no 'there is such a job here already'
  echo "$HOST" >"$D/home"
  w=$(trial)
  end_cell
  rm -rf "$D"
  free=$(free_kb)
  tidy
  [ -z "$w" ] || { echo "$w"; exit 1; }
  flags=$(sed -n '/^flags\|^Features/{p;q}' /proc/cpuinfo | cksum | tr ' ' -)
  ok "criu $version" "free $free" "uid $uid" "library $(library)" "cpu $(uname -m)-$flags"
  ;;
room)
  [ -n "$CRIU" ] && command -v "$CRIU" >/dev/null || no 'there is no criu here'
  mkdir -p "$W" && is_ours
  mkdir "$D" 2>/dev/null || { is_move arriving "$1" && ok "$(self)"; no 'the job is known here already'; }
  echo "$1 $2" >"$D/arriving"
  free=$(free_kb)
  while read -r key memory _ && [ "$key" != MemAvailable: ]; do :; done </proc/meminfo
  [ "$free" -gt $(($3 + $3 / 8 + 4096)) ] || { rm -r "$D"; no "only $free KB are free for images in $W"; }
  [ "$memory" -gt $((2 * $3 + 65536)) ] || { rm -r "$D"; no "only $memory KB of memory are free"; }
  ok "$(self)"
  ;;
rehearse)
  cell || no 'it has ended'
  images "pre-$1"
  criu dump -t 3 -D "$D/pre-$1" --leave-running >/dev/null 2>&1 || {
    w=$(why "$D/pre-$1/criu.log"); rm -rf "$D/pre-$1"; no "$w"; }
  ok
  ;;
packahead) cd "$D" && exec tar -c "pre-$1"/pages-*.img ;;
dump)
  cell || no 'it has ended'
  [ -n "$CRIU" ] && command -v "$CRIU" >/dev/null || no 'there is no criu here'
  for f in leaving arriving arrived; do [ ! -e "$D/$f" ] || no 'another move of it is not over'; done
  [ "$(fate "$1")" = open ] || no 'that move is over'
  images img
  rm -f "$D/held"
  look_in
  case $STATES in *[!TZ]*) ;; *) : >"$D/held" ;; esac
  echo "$1 $3 $4" >"$D/leaving"
  boot >"$D/origin"
  w=
  read -r began _ </proc/uptime
  if criu dump -t 3 -D "$D/img" --leave-stopped >/dev/null 2>&1; then
    stands || w="one of its processes has left it to run by itself (a daemon), and would be lost"
  else w=$(why "$D/img/criu.log"); fi
  if [ -n "$w" ]; then
    decide "$1" stayed
    ! cell || cont
    rm -rf "$D/leaving" "$D/img"
    no "$w"
  fi
  # Bound to this move and this cell: by then the folder may be that of a later stay of the job.
  (
    exec 9<&-
    trap '' HUP INT TERM
    i=$I s=$S t=0
    while [ $t -lt "$2" ] && is_move leaving "$1"; do sleep 1; t=$((t + 1)); done
    [ -d "$D" ] || exit
    alone
    is_move leaving "$1" && cell && [ "$I $S" = "$i $s" ] && decide "$1" stayed || exit
    cont
    rm -rf "$D/leaving" "$D/img" "$D/pre-$1"
  ) </dev/null >/dev/null 2>&1 &
  all_cpu >"$D/img/cpu"
  read -r now _ </proc/uptime
  ok "began $began" "now $now"
  ;;
pack)
  is_move leaving "$1" && [ -d "$D/img" ] || no 'it is not being moved so'
  [ ! -e "$D/lock" ] || extra=lock
  [ ! -e "$D/held" ] || extra="${extra:-} held"
  cd "$D" && exec tar -c --exclude='*.log' line home origin out err ${extra:-} img
  ;;
delta)
  # All small files, and of the pages those that differ from the rehearsal.
  is_move leaving "$1" && [ -d "$D/img" ] || no 'it is not being moved so'
  [ ! -e "$D/lock" ] || extra=lock
  [ ! -e "$D/held" ] || extra="${extra:-} held"
  cd "$D" && tar -c -f small.tar --exclude='*.log' --exclude='pages-*.img' line home origin out err ${extra:-} img &&
    wc -c <small.tar && cat small.tar && rm small.tar && exec perl -e '
      $pre = "pre-$ARGV[0]";
      for $f (map { s/.*[\/]//r } glob "img/pages-*.img") {
        open A, "<:raw", "$pre/$f"; open B, "<:raw", "img/$f" or die;
        print "$f ", -s B, "\n"; $o = 0;
        while (read B, $b, 1 << 18) {
          read A, $a, 1 << 18;
          if ($a ne $b) {
            for ($i = 0; $i < length $b; $i += 4096) {
              $x = substr $b, $i, 4096;
              print pack("Q>", $o + $i), $x if $x ne substr $a, $i, 4096;
            }
          }
          $o += length $b;
        }
        print pack "Q>", ~0;
      }
      print "end\n"' "$1"
  ;;
unpack)
  is_move arriving "$1" || no 'no room was made'
  tar -x -C "$D" 2>"$D/tar.err" || no "copy: $(tail -n 1 "$D/tar.err")"
  ok
  ;;
patch)
  is_move arriving "$1" || no 'no room was made'
  cd "$D" && perl -e '
    $pre = "pre-$ARGV[0]";
    $t = <STDIN>; open T, "|-", "tar", "-x" or die;
    while ($t > 0) { $r = read STDIN, $b, $t > 65536 ? 65536 : $t or die "short\n"; print T $b; $t -= $r }
    close T or die "tar\n";
    while (1) {
      $_ = <STDIN> // die "short\n"; last if $_ eq "end\n";
      ($f, $n) = /^(pages-[0-9]+[.]img) ([0-9]+)$/ or die "bad\n";
      rename "$pre/$f", "img/$f";
      open P, (-e "img/$f" ? "+<:raw" : "+>:raw"), "img/$f" or die; truncate P, $n;
      while (1) {
        8 == read STDIN, $b, 8 or die "short\n"; $o = unpack "Q>", $b; last if $o == ~0;
        $l = $n - $o < 4096 ? $n - $o : 4096;
        $l == read STDIN, $b, $l or die "short\n"; seek P, $o, 0; print P $b or die "write: $!\n";
      }
      close P or die "write: $!\n";
    }' "$1" 2>"$D/tar.err" || no "copy: $(tail -n 1 "$D/tar.err")"
  ok
  ;;
restore)
  is_move arriving "$1" || no 'no room was made'
  make_again
  ok "pid $I"
  ;;
commit)
  [ "$(fate "$1")" != stayed ] || no 'it has run on here meanwhile'
  is_move leaving "$1" || no 'it is not being moved so'
  decide "$1" moved || no 'it has run on here meanwhile'
  end_cell
  ok
  ;;
go)
  is_move arrived "$1" && ok
  is_move settled "$1" && ok
  is_move arriving "$1" && cell || no 'the copy is gone'
  cont
  mv "$D/arriving" "$D/arrived"
  rm -rf "$D/img" "$D/pre-$1" "$D/tar.err"
  line_of cpu ''
  ok "pid $I" "cpu $LINE"
  ;;
forget)
  is_move arrived "$1" && no 'it has arrived here'
  if is_move leaving "$1"; then
    [ "$(fate "$1")" = moved ] || no 'it was not given away'
  else is_move arriving "$1" || ok; fi
  end_cell
  rm -rf "$D"
  tidy
  ok
  ;;
settle)
  ! is_move arrived "$1" || { rm -f "$D/origin" && mv "$D/arrived" "$D/settled"; }
  ok
  ;;
back)
  decide "$1" stayed || no 'it was given away'
  is_move leaving "$1" || { rm -rf "$D/pre-$1"; ok; }
  ! cell || cont
  rm -rf "$D/leaving" "$D/img" "$D/pre-$1"
  ok
  ;;
revive)
  is_move leaving "$1" && [ "$(fate "$1")" = moved ] || no 'it was not given away'
  make_again
  rm -f "$D/leaving"
  cont
  rm -rf "$D/img" "$D/pre-$1"
  ok "pid $I"
  ;;
*) no "there is no verb $verb" ;;
esac
