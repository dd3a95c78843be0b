#!/bin/sh
# Makes the namespace that Wardbell works in. Closed workflows stay for a day, to be looked at.
set -eu
temporal operator namespace describe --namespace default \
  || temporal operator namespace create --namespace default --retention 24h
