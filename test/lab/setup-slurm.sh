#!/usr/bin/env bash
# A Slurm cluster on this machine, for tests: Debian's packages, a folder, ports and a munge of its own.
#   setup-slurm.sh install            fetches the packages, if they are missing, and tries whether a node starts
#   setup-slurm.sh up FOLDER [NODES]  starts it; then: export SLURM_CONF=FOLDER/slurm.conf
#   setup-slurm.sh down FOLDER        ends all that it started, and removes the folder
# As root, on Debian. Nodes are processes of slurmd on this machine; there are no cgroups.
# Exit code 77: this machine cannot, and a sentence says why.
set -euo pipefail

cannot() {
  echo "setup-slurm: cannot run here: $*" >&2
  exit 77
}

install() {
  [ "$(id -u)" = 0 ] || cannot 'only root starts nodes of Slurm'
  is_there || fetch
  local folder
  folder=$(mktemp -d)
  ("$0" up "$folder" 1) >/dev/null 2>"$folder.log" || local failed=yes
  "$0" down "$folder"
  local why
  why=$(tail -n 1 "$folder.log")
  rm "$folder.log"
  [ -z "${failed:-}" ] || cannot "its node does not start: $why"
}

is_there() {
  local name
  for name in slurmctld slurmd sbatch munged; do command -v $name >/dev/null || return 1; done
}

fetch() {
  command -v apt-get >/dev/null || cannot 'Slurm is missing, and there is no apt-get'
  export DEBIAN_FRONTEND=noninteractive
  # Without the services of the machine: a test starts its own.
  local policy=/usr/sbin/policy-rc.d made=
  if [ ! -e $policy ]; then
    made=$policy
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
  fi
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends slurmctld slurmd slurm-client munge; } \
    >/dev/null 2>&1 || true
  [ -z "$made" ] || rm "$made"
  is_there || cannot 'the packages slurmctld, slurmd, slurm-client and munge could not be installed'
}

up() {
  local folder=$1 nodes=$2 port=$((27000 + $$ % 5000))
  mkdir -p "$folder/state"
  folder=$(cd "$folder" && pwd)
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
    --pid-file="$folder/munged.pid" --log-file="$folder/munged.log" --seed-file="$folder/munge.seed"
  cat >"$folder/slurm.conf" <<CONF
ClusterName=mtopsim
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
AuthInfo=socket=$folder/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,bf_interval=1
ReturnToService=2
SlurmdParameters=config_overrides
KillWait=1
MessageTimeout=10
CONF
  local list=() n
  for ((n = 1; n <= nodes; n++)); do
    echo "NodeName=n$n NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + n)) CPUs=2" >>"$folder/slurm.conf"
    list+=("n$n")
  done
  echo "PartitionName=main Nodes=$(IFS=,; echo "${list[*]}") Default=YES State=UP" >>"$folder/slurm.conf"
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -c
  for n in "${list[@]}"; do slurmd -N "$n"; done
  for ((n = 0; n < 300; n++)); do
    if [ "$(sinfo -h -N -t idle 2>/dev/null | wc -l)" -eq "$nodes" ]; then return; fi
    sleep 0.1
  done
  tail -n 3 "$folder"/*.log >&2
  return 1
}

down() {
  local folder=$1 file pid
  if [ ! -d "$folder" ]; then return; fi
  folder=$(cd "$folder" && pwd)
  if [ -e "$folder/slurm.conf" ]; then
    SLURM_CONF=$folder/slurm.conf timeout 10 scancel --user=root 2>/dev/null || true
  fi
  # What is left of jobs was started by slurmd with this configuration.
  for file in "$folder"/*.pid; do
    if [ -e "$file" ]; then pids_of "$(cat "$file")"; fi
  done | sort -rnu | while read -r pid; do kill -9 "$pid" 2>/dev/null || true; done
  for pid in $(with_configuration "$folder/slurm.conf"); do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}

# A process and all that it has started.
pids_of() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1" 2>/dev/null); do pids_of "$child"; done
}

# Steps of jobs, and what they have started: not whoever has only named the configuration.
with_configuration() {
  local process
  for process in /proc/[0-9]*; do
    if ! grep -zqsxF "SLURM_CONF=$1" "$process/environ"; then continue; fi
    if grep -qsx slurmstepd "$process/comm" || grep -zqs '^SLURM_JOB_ID=' "$process/environ"; then
      echo "${process#/proc/}"
    fi
  done
}

case "${1:-}" in
  install) install ;;
  up) up "$2" "${3:-2}" ;;
  down) down "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
