#!/bin/sh
# An administrator's script, as it was written in 2003: openMosix's tools in loops, plain sh.

echo "== the map, and who is there"
showmap
mosctl whois
for node in 2 4; do
  if [ "$(mosctl isup $node)" = yes ]; then
    echo "node $node: up, speed $(mosctl getspeed $node)"
  else
    echo "node $node is down"
  fi
done

echo "== jobs"
for node in 2 3; do
  mosrun -$node -L longjob
done
runon 3 pinned
mps | awk '{ print $1, $3, $6 }'

echo "== node 3 is to be serviced: its guests go to node 4"
for pid in $(mps | awk '$3 == 3 { print $1 }'); do
  migrate $pid 4 && echo "$pid is sent"
done
sleep 1
mps | awk '$3 == 4 { count++ } END { print count, "on node 4" }'
mosctl expel
mosctl noblock

echo "== who may leave"
mosctl stay
mosctl nostay
mosctl nostay
mosctl nolstay

echo "== a job comes home"
pid=$(mps | awk '$6 == "longjob" { print $1; exit }')
migrate $pid home
sleep 1
mps | awk -v pid=$pid '$1 == pid { print $6, "runs on node", $3 }'
setpe -r | tail -1

echo "== what must fail, fails"
migrate 1 2
echo "exit code $?"
