# steps.pl ROUNDS MB NAME [fast]: deterministic work; a line a round, appended to NAME.log, and at the end
# what its memory holds. NAME.stop ends it sooner, as if that had been its last round. Exit status 7.
use strict;
my ($rounds, $mb, $name, $fast) = @ARGV;
open my $log, '>>', "$name.log" or die;
my $h = 88172645;
# Piece by piece: a list would leave 30 MB of the program's own memory behind, which has to move as well.
my $block = '';
for (1 .. 262144) { $h = ($h * 1103515245 + 12345) & 0x7fffffff; $block .= pack 'N', $h }
my $memory = '';
$memory .= $block ^ (pack('N', $_) x 262144) for 1 .. $mb;
undef $block;
my $round = 0;
for (; $round < $rounds; $round++) {
  $h = ($h * 1103515245 + 12345) & 0x7fffffff for 1 .. 3000;
  substr($memory, ($h % ($mb * 256)) * 4096, 4) = pack 'N', $h if $mb;
  syswrite $log, "$round $h\n";
  select undef, undef, undef, 0.004 unless $fast;
  last if $round % 32 == 31 && -e "$name.stop";
}
syswrite $log, sprintf "RESULT %d %s\n", unpack('%32N*', $memory), $h;
print "done\n";
exit 7;
