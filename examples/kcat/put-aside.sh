#!/bin/sh
# Prints what was put aside so far, one line each, with where it came from and why: put-aside.sh BROKERS
# Debian's kcat is built without Avro, so it shows keys, headers and sizes; node-kafkajs and python show events.
exec kcat -C -q -e -o beginning -b "$1" -t quarantine -X isolation.level=read_committed -f '%k %h, %S bytes\n'
