import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

function run(args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<Ended>;
  said: (text: RegExp) => Promise<RegExpExecArray>;
} {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "bin/demo-account.ts", ...args],
    {
      cwd: ROOT,
    },
  );
  children.add(child);
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const said = (text: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = text.exec(output);
        if (match) resolve(match);
      };
      child.stdout.on("data", look);
      child.once("close", () => reject(new Error(`ended without saying ${text}: ${output}${errors}`)));
      look();
    });
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, output, errors }));
  });
  return { child, ended, said };
}

const listenAnywhere = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => resolve(server));
  });

describe("the demonstration account's command", () => {
  it.each([
    { args: ["--nodes", "9"], says: /--nodes must be a whole number of 10 to 50000/ },
    { args: ["--nodes", "many"], says: /--nodes/ },
    { args: ["--port", "70000"], says: /--port/ },
    { args: ["--seed=-1"], says: /--seed/ },
    { args: ["--speed", "fast"], says: /--speed/ },
    { args: ["--deny", "DescribeEverything"], says: /knows no action "DescribeEverything"; there are .*DescribeVpcs/ },
    { args: ["--credentials", "lost"], says: /--credentials/ },
    { args: ["--start", "yesterday"], says: /--start/ },
    { args: ["--colour"], says: /--colour/ },
    { args: ["--port"], says: /--port/ },
    { args: ["7000"], says: /7000/ },
  ])("refuses $args with exit code 2 and says why", async ({ args, says }) => {
    const { code, output, errors } = await run(args).ended;
    expect(code).toBe(2);
    expect(errors).toMatch(says);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(output).toBe("");
  });

  it("explains itself", async () => {
    const { code, output } = await run(["--help"]).ended;
    expect(code).toBe(0);
    for (const option of ["--port", "--nodes", "--seed", "--speed", "--host", "--deny"])
      expect(output).toContain(option);
  });

  it("says which port is taken", async () => {
    const server = await listenAnywhere();
    const { port } = server.address() as AddressInfo;
    const { code, errors } = await run(["--port", String(port)]).ended;
    server.close();
    expect(code).toBe(1);
    expect(errors).toContain(`Port ${port} is taken`);
    expect(errors).not.toMatch(/\n\s+at /);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("serves, and ends cleanly on %s", async (signal) => {
    const { child, ended, said } = run(["--port", "0", "--nodes", "10", "--speed", "0"]);
    const [, endpoint = ""] = await said(/--endpoint-url (http:\S+)/);
    await said(/Ctrl\+C/);
    const reply = await fetch(`${endpoint}/?Action=DescribeVpcs&Version=2016-11-15`);
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain("<DescribeVpcsResponse");
    child.kill(signal);
    const { code, errors } = await ended;
    expect(code).toBe(0);
    expect(errors).toBe("");
  });
});
