#!/bin/sh
# What the suite's runner starts. Tests of servers, DTLS and QUIC are turned away here, before Node is paid for.
for flag in "$@"; do
  case $flag in
    -server | -dtls | -quic) exit 89 ;;
    -is-handshaker-supported) echo No; exit 0 ;;
  esac
done
root=$(dirname -- "$0")/../..
exec node "${HANDCLASP_DIST:-$root/dist}/scripts/conformance/shim.js" "$@"
