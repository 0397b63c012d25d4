import "server-only";
import { version } from "@/package.json";

export const VERSION = version;

/** How Eniscope names itself to EC2, so that its calls can be told apart in CloudTrail. */
export const PRODUCT = `eniscope/${VERSION}`;
