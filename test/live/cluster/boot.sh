# boot.sh STATE NODE SIZE: what a node does first, within its namespaces; then its door is its first process.
set -eu
state=$1 node=$2 size=$3
mount --make-rprivate /
hostname "$node"
mount -t tmpfs -o mode=1777,size="$size" tmpfs /dev/shm
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/sshd /run/lock
# A layer over /etc, not over its files: installing a package replaces these, and what lay over them is gone.
mkdir /run/etc /run/etc/upper /run/etc/work
if mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work etc /etc 2>/dev/null; then
  for file in passwd group shadow; do cp -p "$state/$file" "/etc/$file"; done
else
  for file in passwd group shadow; do mount --bind "$state/$file" "/etc/$file"; done
fi
cd /
exec perl "$(dirname "$0")/door.pl" "$state/$node/door" "$(command -v sshd)" "$state/$node/sshd_config"
