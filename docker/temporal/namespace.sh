#!/bin/sh
# Makes the namespace that Wardbell works in. Closed workflows stay for 7 days, to be looked at.
set -eu
temporal operator namespace describe --namespace default \
  || temporal operator namespace create --namespace default --retention 7d
