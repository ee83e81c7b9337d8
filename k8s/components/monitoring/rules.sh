#!/usr/bin/env bash
# Makes rules.yaml, what the Prometheus Operator reads, from the files that Prometheus itself reads.
set -euo pipefail
cd "$(dirname "$0")"
{
  cat <<'HEAD'
# Made from docker/prometheus/plumbline-*.yaml by rules.sh: change those.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: plumbline
  labels:
    app.kubernetes.io/name: plumbline
    app.kubernetes.io/part-of: plumbline
spec:
  groups:
HEAD
  for file in rules alerts; do
    sed '1,/^groups:$/d; s/^\(.\)/  \1/' "../../../docker/prometheus/plumbline-$file.yaml"
  done
} >rules.yaml
