# Refuses a deployment unless a JSON report of facepolicy is recent, whole and passed.
# input: the report. data.gate: days, the digests of the manifests to deploy, now for tests.
package facepolicy.gate

import rego.v1

now := object.get(data.gate, "now", time.now_ns())

day := ((24 * 60) * 60) * 1000000000

# A rule of its own, because what is undefined must refuse and not be skipped.
recent if {
	is_string(input.asOf)
	regex.match(`^\d{4}-\d\d-\d\d$`, input.asOf)
	age := now - time.parse_rfc3339_ns(sprintf("%sT00:00:00Z", [input.asOf]))
	age >= 0 - day
	age <= data.gate.days * day
}

reported := {manifest.sha256 | some manifest in input.manifests}

deny contains "there is no report" if not input.apiVersion == "facepolicy-report/v2"

deny contains "the report is not recent" if not recent

deny contains "the report did not pass" if not input.exitCode == 0

deny contains "rules were left out" if {
	some item in input.notRun
	item.reason == "not-selected"
}

deny contains sprintf("no report on %s", [digest]) if {
	some digest in data.gate.manifests
	not digest in reported
}

default allow := false

allow if count(deny) == 0
