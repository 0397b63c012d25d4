import { describe, expect, it } from "vitest";
import { connectionFactsOf } from "@/lib/aws/connection/client-config";
import { EC2_WORDS } from "@/lib/aws/ec2/client";
import { readAwsEnvironment } from "@/lib/inventory/environment";

describe("the facts that messages may name of a connection", () => {
  it("hold no password, whichever of the SDK's endpoint variables has one", () => {
    const withPassword = (port: number) => `http://me:topsecretvalue@127.0.0.1:${port}/path`;
    const aws = readAwsEnvironment({
      AWS_ENDPOINT_URL: withPassword(1),
      AWS_ENDPOINT_URL_EC2: withPassword(2),
      AWS_ENDPOINT_URL_CLOUDTRAIL: withPassword(3),
      AWS_ENDPOINT_URL_ATHENA: withPassword(4),
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLEKEY000001",
      AWS_SECRET_ACCESS_KEY: "topsecretvalue",
    });
    const facts = connectionFactsOf({ userAgent: "test", aws }, EC2_WORDS);
    expect(facts).toMatchObject({ endpoint: "http://127.0.0.1:2", hasSecretAccessKey: true });
    expect(JSON.stringify(facts)).not.toContain("topsecretvalue");
  });
});
