import type { ToWorker } from "@/app/simulator/_worker/protocol";
import { SimulatorDesk } from "@/app/simulator/_worker/simulator-desk";

/** The part of a worker's scope that is used here: the project's types are those of a window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}
const scope = self as unknown as WorkerScope;

/** A message to itself stands behind those that have come meanwhile; a timer would cost four milliseconds each time. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const pause = (): Promise<void> =>
  new Promise((resume) => {
    waiting.push(resume);
    channel.port2.postMessage(null);
  });

const desk = new SimulatorDesk({
  post: (message, buffers) => scope.postMessage(message, buffers ?? []),
  pause,
  clock: () => performance.now(),
});
scope.onmessage = ({ data }) => void desk.take(data);
