import "server-only";

/** The answer is in no form that the service has, breaks off, or is not the one that was asked for. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}
