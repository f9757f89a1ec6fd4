# door.pl SOCKET SSHD CONFIG: the first process of a node. For everyone who knocks at the socket it starts
# an sshd that serves this connection.
use strict;
use warnings;
use Socket;

my ($path, $sshd, $config) = @ARGV;
# What is shown of it: not where this file lies.
$0 = "door.pl $path";

# As `ip link set lo up` does: SIOCSIFFLAGS with IFF_UP.
socket(my $any, PF_INET, SOCK_DGRAM, 0) or die "socket: $!\n";
my $request = pack('a16 s x22', 'lo', 1);
ioctl($any, 0x8914, $request) or die "lo: $!\n";
close $any;

# The kernel then buries its children, and the orphans that a first process inherits.
$SIG{CHLD} = 'IGNORE';
socket(my $door, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!\n";
umask 0;
bind($door, pack_sockaddr_un("$path.new")) or die "$path: $!\n";
umask 022;
listen($door, 64) or die "$path: $!\n";
rename "$path.new", $path or die "$path: $!\n";

while (1) {
  accept(my $visitor, $door) or next;
  if ((fork // die "fork: $!\n") == 0) {
    $SIG{CHLD} = 'DEFAULT';
    # Where visitors are short of memory (setup-live.sh narrow).
    if (open my $narrow, '<', $path =~ s/door$/narrow/r) {
      chomp(my $group = <$narrow>);
      open my $procs, '>', "$group/cgroup.procs" or die "$group: $!\n";
      print $procs 0;
      close $procs;
    }
    open STDIN, '<&', $visitor or die;
    open STDOUT, '>&', $visitor or die;
    exec $sshd, '-i', '-f', $config or die "$sshd: $!\n";
  }
  close $visitor;
}
