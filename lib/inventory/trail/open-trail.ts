import "server-only";
import { AthenaSource } from "@/lib/aws/athena/athena-source";
import { openAthenaConnection } from "@/lib/aws/athena/client";
import { openTrailConnection, type TrailConnection } from "@/lib/aws/cloudtrail/client";
import { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import { LookupSource } from "@/lib/aws/cloudtrail/lookup-source";
import type { FixedAccount } from "@/lib/aws/connection/client-config";
import { KeptConnection } from "@/lib/aws/connection/kept-connection";
import { setUpConnection } from "@/lib/aws/connection/set-up-connection";
import type { TrailSource } from "@/lib/aws/trail-source";
import type { Problem } from "@/lib/domain/problem";
import { readAwsEnvironment, type Settings } from "@/lib/inventory/environment";
import { PRODUCT } from "@/lib/inventory/product";

/** CloudTrail of the account that the SDK's own conventions name, or the organization trail that is set. Opens nothing yet. */
export function awsTrail({ trail }: Settings): TrailSource {
  if (trail !== null) {
    return new AthenaSource(trail, async (onRequest) => {
      const { endpointUrls, ...facts } = readAwsEnvironment();
      const aws = { ...facts, endpointUrl: endpointUrls.athena };
      const opened = openAthenaConnection({ onRequest, userAgent: PRODUCT, aws });
      return "client" in opened ? setUpConnection(opened) : opened;
    });
  }
  const pace = new LookupPace();
  return new LookupSource(
    pace,
    new KeptConnection<TrailConnection>(async () => {
      const { endpointUrls, ...facts } = readAwsEnvironment();
      const aws = { ...facts, endpointUrl: endpointUrls.cloudTrail };
      const opened = openTrailConnection({ pace, userAgent: PRODUCT, aws });
      return "client" in opened ? setUpConnection(opened) : opened;
    }),
  );
}

/** CloudTrail of the embedded account, which is started when it is first needed. */
export function fixedTrail(open: () => Promise<FixedAccount | Problem>): TrailSource {
  const pace = new LookupPace();
  return new LookupSource(
    pace,
    new KeptConnection<TrailConnection>(async () => {
      const fixed = await open();
      return "endpoint" in fixed
        ? openTrailConnection({ pace, userAgent: PRODUCT, aws: readAwsEnvironment(), fixed })
        : fixed;
    }),
  );
}
