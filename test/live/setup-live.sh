#!/bin/sh
# setup-live.sh install | check [nodes|moves] | up [N] | down | status
# setup-live.sh ssh NODE [COMMAND...] | pids NODE | stop NODE | cont NODE | usage GROUP
# setup-live.sh hang NODE | restart NODE | narrow NODE MB | widen NODE
#
# A cluster of real nodes on one Linux machine, for tests and for trying things out. A node is a set of
# namespaces (pid, mnt, net, uts, ipc) with processes, a host name, a host key, /dev/shm, /run and a part of
# the CPUs of its own. Its sshd serves a socket in the file system: no port listens anywhere.
#
#   install  what is needed: OpenSSH's server, and a CRIU that knows this kernel, in a folder of its own
#   check    whether nodes, and moves between them, work here
#   up N     N nodes, n1 n2 ...; `PATH=STATE/bin:$PATH ssh n1` is a shell on n1 as an ordinary user
#   down     ends them with everything in them, and removes all that `up` made
#   status   which nodes are there
#   pids     of all in a node, as this machine counts them
#   stop     stops the sshd's of a node (SIGSTOP), as if its cable had been pulled; `cont` lets them go on
#   hang     the same to those that serve a connection: new ones get through
#   restart  the node dies with all that is in it, and starts again
#   narrow   whoever comes to a node from now on has so many MB of memory there; `widen` ends that, and
#            says how often it was too little
#   usage    microseconds of CPU that a group of processes has used: a node, or `seat`
#
# All of it may be called again at any time. Exit code 0: done; 77: this machine cannot, the last line says
# why; 1: it failed. Clusters with different LIVE_NAMEs do not touch each other.
set -eu
LIVE_NAME=${LIVE_NAME:-mtop-live}
LIVE_CRIU=${LIVE_CRIU:-/opt/mtop-criu}  # the folder of a CRIU of Debian $LIVE_SUITE
LIVE_SUITE=${LIVE_SUITE:-trixie}
LIVE_CPU=${LIVE_CPU:-50}                # percent of one CPU that a node has
LIVE_SHM=${LIVE_SHM:-512m}              # size of a node's /dev/shm
STATE=/var/tmp/$LIVE_NAME
OWNER=54321                             # who logs in: no account of this machine, only of the nodes
HERE=$(dirname "$(readlink -f "$0")")
PATH=$PATH:/usr/sbin:/sbin

say() { echo "setup-live: $*"; }
fail() { say "$*" >&2; exit 1; }
cannot() { say "cannot run here: $*" >&2; exit 77; }
. "$HERE/cluster/install.sh"
. "$HERE/cluster/groups.sh"

check_nodes() {
  [ "$(uname -s)" = Linux ] || cannot "nodes are made of namespaces, which only Linux has"
  [ "$(id -u)" = 0 ] || cannot "only root makes nodes of namespaces"
  for tool in ssh sshd ssh-keygen unshare setsid perl; do
    command -v $tool >/dev/null || cannot "there is no $tool: setup-live.sh install"
  done
  unshare --pid --fork --mount --uts --ipc --net --mount-proc true 2>/dev/null ||
    cannot "namespaces are not allowed here (a container without SYS_ADMIN?)"
}

do_check() {
  check_nodes
  [ "$1" = moves ] || return 0
  criu=$(find_criu) || cannot "no criu runs on Linux $(uname -r): setup-live.sh install"
  say "criu: $criu, $("$criu" --version | sed -n '1s/Version: //p')"
  [ -n "$(cpu_folders)" ] || say "there is no cpu cgroup here: nodes share the CPUs without a limit"
}

do_up() {
  count=${1:-3}
  check_nodes
  if [ "$(cat "$STATE/up" 2>/dev/null)" = "$count" ] && is_alive n1; then
    say "$count nodes are up already"
    return 0
  fi
  do_down
  umask 022
  mkdir -p "$STATE/home/.ssh" "$STATE/bin"
  cp "$HERE/cluster/knock.pl" "$STATE" # the ordinary user may not come to where this is
  echo "$LIVE_SHM" > "$STATE/shm" # also of a node that starts again
  write_account
  write_ssh
  make_group seat
  make_group way
  for i in $(seq "$count"); do make_node "n$i"; start_node "n$i"; done
  for i in $(seq "$count"); do await_node "n$i"; done
  echo "$count" > "$STATE/up"
  say "$count nodes are up: PATH=$STATE/bin:\$PATH ssh n1"
}

# The user of all nodes, whose home they share, and who comes from each to each.
write_account() {
  criu=$(find_criu || true)
  sed '/^mtop-live:/d' /etc/passwd > "$STATE/passwd"
  echo "mtop-live:x:$OWNER:$OWNER::$STATE/home:/bin/sh" >> "$STATE/passwd"
  sed '/^mtop-live:/d' /etc/group > "$STATE/group"
  echo "mtop-live:x:$OWNER:" >> "$STATE/group"
  (umask 077; echo 'mtop-live:*:19000:0:99999:7:::' > "$STATE/shadow")
  ssh-keygen -q -t ed25519 -N '' -C mtop-live -f "$STATE/key"
  cp "$STATE/key.pub" "$STATE/home/.ssh/authorized_keys"
  echo "Include $STATE/ssh_config" > "$STATE/home/.ssh/config"
  chown -R "$OWNER:$OWNER" "$STATE/home" "$STATE/key"
}

write_ssh() {
  cat > "$STATE/ssh_config" <<END
Host n*
  User mtop-live
  ProxyCommand perl $STATE/knock.pl $STATE/%n/door $STATE/way.group
  IdentityFile $STATE/key
  IdentitiesOnly yes
  UserKnownHostsFile $STATE/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  LogLevel ERROR
END
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$STATE/ssh_config" > "$STATE/bin/ssh"
  chmod 755 "$STATE/bin/ssh"
}

make_node() {
  mkdir "$STATE/$1"
  ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$STATE/$1/hostkey"
  echo "$1 $(cut -d' ' -f1,2 "$STATE/$1/hostkey.pub")" >> "$STATE/known_hosts"
  bin=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  cat > "$STATE/$1/sshd_config" <<END
HostKey $STATE/$1/hostkey
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxSessions 64
PrintMotd no
LogLevel ERROR
SetEnv PATH=${criu:+$(dirname "$criu"):}$bin${criu:+ MTOP_CRIU=$criu}
END
  make_group "$1"
}

start_node() {
  (
    join_group "$1"
    exec setsid unshare --pid --fork --kill-child --mount --uts --ipc --net --mount-proc \
      sh "$HERE/cluster/boot.sh" "$STATE" "$1" "$(cat "$STATE/shm")"
  ) </dev/null >"$STATE/$1/log" 2>&1 &
  echo $! > "$STATE/$1/outer"
}

# Waits until a node answers by ssh, with its own name.
await_node() {
  tries=0
  until [ -S "$STATE/$1/door" ]; do
    tries=$((tries + 1))
    # For a moment it is still a shell.
    [ $tries -lt 50 ] || { [ $tries -lt 500 ] && is_alive "$1"; } || fail "$1 did not start: $(tail -1 "$STATE/$1/log")"
    sleep 0.02
  done
  name=$("$STATE/bin/ssh" "$1" hostname 2>&1) || fail "there is no way to $1: $name"
  [ "$name" = "$1" ] || fail "$1 calls itself $name"
}

# Only what `up` has started: its words name the node's folder.
is_alive() {
  outer=$(cat "$STATE/$1/outer" 2>/dev/null) && grep -qsz "^$STATE\$" "/proc/$outer/cmdline"
}

do_down() {
  [ "$(id -u)" = 0 ] || cannot "only root ends nodes"
  for folder in "$STATE"/n*/; do
    node=$(basename "$folder")
    is_alive "$node" && kill -KILL "$outer" # and --kill-child the rest
  done
  remove_groups
  rm -rf "$STATE"
}

do_status() {
  [ -e "$STATE/up" ] || say "no nodes"
  for folder in "$STATE"/n*/; do
    [ -d "$folder" ] || continue
    node=$(basename "$folder")
    if is_alive "$node"; then say "$node is up, $(processes_of "$node" | wc -l) processes"; else say "$node is dead"; fi
  done
}

# The pids, as this machine counts, of everything in a node.
processes_of() {
  is_alive "$1" || fail "there is no node $1"
  first=$(tr ' ' '\n' < "/proc/$outer/task/$outer/children" | head -1)
  number=$(readlink "/proc/$first/ns/pid" | tr -dc 0-9)
  find /proc -maxdepth 3 -path '/proc/[0-9]*/ns/pid' -lname "*$number*" 2>/dev/null | cut -d/ -f3
}

signal_sshd() { # signal, node, what it is called
  for pid in $(processes_of "$2"); do
    if grep -qsaE "$3" "/proc/$pid/cmdline"; then kill "-$1" "$pid" 2>/dev/null || true; fi
  done
}

do_restart() {
  is_alive "$1" || fail "there is no node $1"
  kill -KILL "$outer"
  rm -f "$STATE/$1/door"
  start_node "$1"
  await_node "$1"
}

# A group that is joined by the door's visitors: never by the door, which is the node itself.
narrow() {
  group=/sys/fs/cgroup/memory/$LIVE_NAME-$1
  mkdir "$group" 2>/dev/null || cannot "there is no memory cgroup of version 1 here"
  echo $(($2 << 20)) > "$group/memory.limit_in_bytes"
  echo "$group" > "$STATE/$1/narrow"
}

widen() {
  group=$(cat "$STATE/$1/narrow")
  rm "$STATE/$1/narrow"
  cat "$group/memory.failcnt"
  for pid in $(cat "$group/cgroup.procs"); do echo "$pid" > "$group/../cgroup.procs" || true; done
  rmdir "$group"
}

case ${1:-} in
  install) do_install ;;
  check) do_check "${2:-moves}" ;;
  up) do_up "${2:-3}" ;;
  down) do_down ;;
  status) do_status ;;
  pids) processes_of "$2" ;;
  stop) signal_sshd STOP "$2" 'sshd|door\.pl' ;;
  hang) signal_sshd STOP "$2" sshd: ;;
  cont) signal_sshd CONT "$2" 'sshd|door\.pl' ;;
  restart) do_restart "$2" ;;
  narrow) narrow "$2" "$3" ;;
  widen) widen "$2" 2>/dev/null ;;
  usage) usage_of "$2" ;;
  ssh) shift && exec "$STATE/bin/ssh" "$@" ;;
  *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
