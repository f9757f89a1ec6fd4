# What a machine needs for live nodes: packages of its own release, and a CRIU. Read by setup-live.sh.

do_install() {
  [ "$(id -u)" = 0 ] || cannot "only root installs packages"
  install_packages
  find_criu >/dev/null || install_criu
  do_check moves
}

# Prints a criu that runs on this kernel.
find_criu() {
  for criu in "${MTOP_CRIU:-}" "$LIVE_CRIU/criu" "$(command -v criu || true)"; do
    if [ -n "$criu" ] && [ -x "$criu" ] && "$criu" check >/dev/null 2>&1; then echo "$criu" && return 0; fi
  done
  return 1
}

install_packages() {
  missing=
  for pair in sshd:openssh-server ssh:openssh-client perl:perl-base unshare:util-linux; do
    command -v "${pair%:*}" >/dev/null || missing="$missing ${pair#*:}"
  done
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || cannot "missing:$missing, and there is no apt-get"
  say "installs$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || fail "apt-get update failed"
  # No sshd of this machine may start: only those of the nodes.
  policy=/usr/sbin/policy-rc.d
  made=
  if [ ! -e $policy ]; then
    made=$policy
    printf '#!/bin/sh\nexit 101\n' > $policy
    chmod 755 $policy
  fi
  # shellcheck disable=SC2086 # several words
  apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || failed=yes
  [ -z "$made" ] || rm "$made"
  [ -z "${failed:-}" ] || fail "apt-get install$missing failed"
}

# CRIU and its libraries of another release: unpacked into one folder, run with their own loader.
install_criu() {
  command -v apt-get >/dev/null || cannot "no criu runs on Linux $(uname -r), and there is no apt-get"
  case $(dpkg --print-architecture) in
    amd64) loader=ld-linux-x86-64.so.2 libraries=x86_64-linux-gnu ;;
    arm64) loader=ld-linux-aarch64.so.1 libraries=aarch64-linux-gnu ;;
    *) cannot "criu was never tried on $(dpkg --print-architecture)" ;;
  esac
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/root" "$work/kept/lib"
  say "fetches criu of Debian $LIVE_SUITE into $LIVE_CRIU"
  download_criu
  for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/root"; done
  cp "$work/root/usr/sbin/criu" "$work/kept/criu.bin"
  cp -P "$work/root/usr/lib/$libraries"/*.so* "$work/kept/lib/"
  [ -e "$work/kept/lib/$loader" ] || cp -L "$work/root/usr/lib/$loader" "$work/kept/lib/" 2>/dev/null ||
    cp -L "$work/root/usr/lib64/$loader" "$work/kept/lib/"
  cat > "$work/kept/criu" <<END
#!/bin/sh
exec $LIVE_CRIU/lib/$loader --library-path $LIVE_CRIU/lib $LIVE_CRIU/criu.bin "\$@"
END
  chmod -R u=rwX,go=rX "$work/kept"
  chmod 755 "$work/kept/criu" "$work/kept/criu.bin"
  rm -rf "$LIVE_CRIU"
  mkdir -p "$(dirname "$LIVE_CRIU")"
  mv "$work/kept" "$LIVE_CRIU"
  find_criu >/dev/null || cannot "criu says on Linux $(uname -r): $("$LIVE_CRIU/criu" check 2>&1 | tail -1)"
}

# Its packages into the work folder; apt-get's own lists stay as they are.
download_criu() {
  archive=$(debian_archive)
  [ -n "$archive" ] || { apt-get update -qq && archive=$(debian_archive); }
  [ -n "$archive" ] || cannot "this machine gets no packages of Debian"
  for key in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp; do
    [ ! -e $key ] || break
  done
  echo "deb [signed-by=$key] $archive $LIVE_SUITE main" > "$work/sources"
  apart apt-get update -qq || fail "Debian $LIVE_SUITE cannot be reached"
  packages=$(apart apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances criu | grep -E '^[a-z0-9]' |
    grep -vE '^(debconf|cdebconf|perl|dpkg|libc-bin|tar)|:i386' | sort -u)
  # shellcheck disable=SC2086 # several words
  (cd "$work/packages" && apart apt-get download -qq $packages >/dev/null 2>&1) ||
    fail "the packages of criu cannot be fetched"
}

debian_archive() {
  apt-get indextargets --format '$(REPO_URI)|$(ORIGIN)' 'Created-By: Packages' |
    awk -F'|' '$2 == "Debian" && $1 !~ /security/ { print $1; exit }'
}

apart() {
  program=$1
  shift
  "$program" -o Dir::Etc::sourcelist="$work/sources" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$work/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o APT::Sandbox::User=root "$@"
}
