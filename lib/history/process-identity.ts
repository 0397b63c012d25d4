import "server-only";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who a process is, so that a later one can tell whether it still runs. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** The boot and the namespace in which `pid` means something; null where the system does not tell (other than Linux). */
  readonly machine: string | null;
  /** Clock ticks from boot to the process's start: a pid is given again, the pair is not. Null as above. */
  readonly startTicks: string | null;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not Linux, no such process, or hidden from us: each means "not known".
    return null;
  }
};

function machineOf(): string | null {
  const boot = read("/proc/sys/kernel/random/boot_id")?.trim();
  if (!boot) return null;
  try {
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return null;
  }
}

/** Field 22 of `/proc/PID/stat` (proc(5)); the command in field 2 may hold spaces and brackets, hence the last bracket. */
export function startTicksOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : (stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null);
}

/** This process. */
export const ownIdentity = (): ProcessIdentity => ({
  pid: process.pid,
  host: hostname(),
  machine: machineOf(),
  startTicks: startTicksOf(process.pid),
});

/** Whether the process runs; `unknown` for one of another machine, or where only its heartbeat can tell. */
export function livenessOf(identity: ProcessIdentity, own: ProcessIdentity): "alive" | "dead" | "unknown" {
  if (identity.machine !== null && identity.machine === own.machine && identity.startTicks !== null)
    return startTicksOf(identity.pid) === identity.startTicks ? "alive" : "dead";
  if (identity.machine === null && own.machine === null && identity.host === own.host && !exists(identity.pid))
    return "dead";
  return "unknown";
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error && error.code === "EPERM";
  }
}
