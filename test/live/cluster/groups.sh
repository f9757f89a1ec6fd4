# Control groups, so that a node has a part of the CPUs and its use can be counted: v2, or v1 with cpu and
# cpuacct in one folder or two. Where there are none, nodes run without. Read by setup-live.sh.

# The folders in which groups are made.
cpu_folders() {
  if grep -qsw cpu /sys/fs/cgroup/cgroup.controllers; then
    echo /sys/fs/cgroup
  else
    for folder in /sys/fs/cgroup/cpu /sys/fs/cgroup/cpuacct; do
      [ ! -e $folder/cgroup.procs ] || readlink -f $folder
    done | sort -u
  fi
}

# The folders of a group are written down beside it: STATE/NAME.group
make_group() {
  : > "$STATE/$1.group"
  for top in $(cpu_folders); do
    group=$top/$LIVE_NAME/$1
    if [ "$top" = /sys/fs/cgroup ]; then
      echo +cpu > "$top/cgroup.subtree_control" 2>/dev/null || continue
      mkdir -p "$top/$LIVE_NAME"
      echo +cpu > "$top/$LIVE_NAME/cgroup.subtree_control"
    fi
    mkdir -p "$group"
    echo "$group" >> "$STATE/$1.group"
    case $1 in n[0-9]*) limit_group ;; esac
    weigh_groups "$top/$LIVE_NAME"
  done
}

# On a busy machine all nodes together would get what one program gets: each is to get as much.
weigh_groups() {
  groups=$(find "$1" -mindepth 1 -maxdepth 1 -type d | wc -l)
  if [ -e "$1/cpu.shares" ]; then
    echo $((1024 * groups)) > "$1/cpu.shares"
  elif [ -e "$1/cpu.weight" ]; then
    echo $((100 * groups)) > "$1/cpu.weight"
  fi
}

# In short turns, as a slower CPU would compute: in turns of 100 ms, the kernel's own, a busy node stands
# still for most of each.
limit_group() {
  if [ -e "$group/cpu.max" ]; then
    echo "$((LIVE_CPU * 200)) 20000" > "$group/cpu.max"
  elif [ -e "$group/cpu.cfs_quota_us" ]; then
    echo 20000 > "$group/cpu.cfs_period_us"
    echo $((LIVE_CPU * 200)) > "$group/cpu.cfs_quota_us"
  fi
}

# Takes this shell, subshell or not, into a group.
join_group() {
  while read -r group; do sh -c 'echo $PPID > "$0"' "$group/cgroup.procs"; done < "$STATE/$1.group"
}

usage_of() {
  while read -r group; do
    if [ -e "$group/cpuacct.usage" ]; then
      echo $(($(cat "$group/cpuacct.usage") / 1000)) && return 0
    elif [ -e "$group/cpu.stat" ] && grep -qs '^usage_usec' "$group/cpu.stat"; then
      awk '/^usage_usec/ { print $2 }' "$group/cpu.stat" && return 0
    fi
  done < "$STATE/$1.group"
  cannot "there is no cgroup that counts CPU"
}

# Ends what is left in the groups of this cluster, and removes them.
remove_groups() {
  for top in $(cpu_folders); do
    tries=0
    while [ -d "$top/$LIVE_NAME" ]; do
      for pid in $(cat "$top/$LIVE_NAME"/*/cgroup.procs 2>/dev/null); do kill -KILL "$pid" 2>/dev/null || true; done
      find "$top/$LIVE_NAME" -depth -type d -exec rmdir {} \; 2>/dev/null || true
      tries=$((tries + 1))
      [ $tries -lt 200 ] || fail "$top/$LIVE_NAME cannot be removed"
      [ ! -d "$top/$LIVE_NAME" ] || sleep 0.02
    done
  done
}
