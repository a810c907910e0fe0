// Issues the annotations on standard input through GitHub's own library.
import { readFileSync } from "node:fs";
import * as core from "@actions/core";

for (const { kind, properties, message } of JSON.parse(readFileSync(0, "utf-8"))) {
  core[kind](message, properties);
}
