// js-yaml and ajv: a JSON line for each file that the command line names.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const [modules, rules, mode, ...targets] = process.argv.slice(2);
const require = createRequire(join(modules, "here.js"));
const Ajv = require("ajv/dist/2020.js").default;
const { load } = require("js-yaml");

const findings = mode === "findings";
const ajv = new Ajv({ allErrors: findings, strict: false });
const validate = ajv.compile(JSON.parse(readFileSync(rules, "utf8")));
const files = targets.flatMap((target) =>
  statSync(target).isDirectory()
    ? readdirSync(target).sort().map((name) => join(target, name))
    : [target],
);
const lines = files.map((file) => {
  const valid = validate(load(readFileSync(file, "utf8")));
  const errors = findings ? (validate.errors ?? []).map((e) => [e.schemaPath, e.instancePath]) : [];
  return JSON.stringify({ file: basename(file), valid, errors });
});
process.stdout.write(lines.join("\n") + "\n");
