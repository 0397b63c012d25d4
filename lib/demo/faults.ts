import { ACCOUNT_ID } from "@/lib/demo/state/account";
import { Ec2Error } from "@/lib/demo/wire/error";

/** Troubles that the account has on request only, so that a client's behaviour in them can be tried. */
export interface Faults {
  /** Actions that IAM refuses. */
  readonly deny?: readonly string[];
  /** Actions that fail inside AWS. */
  readonly fail?: readonly string[];
  /** Actions whose answers break off in the middle of a record. */
  readonly truncate?: readonly string[];
  /** How the account takes the caller's credentials; signatures are never verified. */
  readonly credentials?: "accepted" | "expired" | "invalid";
  /** Every answer waits this long. */
  readonly latencyMs?: number;
}

/** Refuses the action as the faults say. */
export function failAsAsked(faults: Faults, action: string): void {
  if (faults.credentials === "expired") throw new Ec2Error("RequestExpired", "Request has expired.");
  if (faults.credentials === "invalid") {
    throw new Ec2Error("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
  }
  if (faults.deny?.includes(action)) {
    throw new Ec2Error(
      "UnauthorizedOperation",
      `You are not authorized to perform this operation. User: arn:aws:iam::${ACCOUNT_ID}:user/demo is not authorized to perform: ec2:${action} because no identity-based policy allows the ec2:${action} action`,
      403,
    );
  }
  if (faults.fail?.includes(action)) throw new Ec2Error("InternalError", "An internal error has occurred", 500);
}

/** The part of an answer that a broken-off transfer leaves: a good half, ending inside an element's name. */
export function breakOff(document: Buffer): Buffer {
  const tag = document.indexOf("<", Math.floor(document.length * 0.6));
  return document.subarray(0, tag + 2);
}
