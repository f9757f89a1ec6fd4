# dirty.pl MB RATE NAME: of MB of memory RATE MB a second are written; a time stamp every 10 ms.
use strict; use Time::HiRes 'time';
my ($mb, $rate, $name) = @ARGV;
open my $log, '>>', "$name.log" or die;
my $h = 88172645;
my $block = join '', map { $h = ($h * 1103515245 + 12345) & 0x7fffffff; pack 'N', $h } 1 .. 262144;
my $memory = '';
$memory .= $block ^ (pack('N', $_) x 262144) for 1 .. $mb;
while (1) {
  for (1 .. $rate * 256 / 100) {
    $h = ($h * 1103515245 + 12345) & 0x7fffffff;
    substr($memory, ($h % ($mb * 256)) * 4096, 4) = pack 'N', $h;
  }
  syswrite $log, sprintf "%.3f\n", time;
  select undef, undef, undef, 0.01;
}
