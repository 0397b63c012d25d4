import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MUTATIONS } from "@/bench/ipamd-mutations";

const table = readFileSync("lib/domain/ipamd/fixtures/README.md", "utf8");

describe("rules of the pool model that are broken on purpose", () => {
  test.each(MUTATIONS.map((mutation) => [mutation.rule, mutation] as const))(
    "%s: is still to be broken there, and in the table of what notices it",
    (rule, { file, from, to }) => {
      const source = readFileSync(`lib/domain/ipamd/${file}`, "utf8");
      expect(source.split(from)).toHaveLength(2);
      expect(to).not.toBe(from);
      expect(table).toContain(`| ${rule} | `);
    },
  );
});
