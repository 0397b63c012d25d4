import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import { type Json, type TrailRecord, timeOf } from "@/lib/demo/trail/trail-call";

const EC2 = "ec2.amazonaws.com";

/** RFC 3339 to the second: CloudTrail's times have no parts of one. */
const recordTime = (record: TrailRecord): string => `${new Date(timeOf(record) * 1000).toISOString().slice(0, 19)}Z`;

/** One member of LookupEvents' list. */
export const lookupItem = (record: TrailRecord): Json => ({
  EventId: record.eventId,
  EventName: record.eventName,
  ReadOnly: "false",
  ...(record.caller.accessKeyId === null ? {} : { AccessKeyId: record.caller.accessKeyId }),
  EventTime: timeOf(record),
  EventSource: record.eventSource ?? EC2,
  Username: record.caller.username,
  Resources: (record.resources ?? []).map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
  CloudTrailEvent: JSON.stringify(eventOf(record)),
});

/** The record itself, in the order in which CloudTrail writes its fields; those of an error only where there was one. */
function eventOf(record: TrailRecord): Json {
  const { error, caller } = record;
  return {
    eventVersion: "1.10",
    userIdentity: caller.identity,
    eventTime: recordTime(record),
    eventSource: record.eventSource ?? EC2,
    eventName: record.eventName,
    awsRegion: REGION,
    sourceIPAddress: caller.sourceIp,
    userAgent: caller.userAgent,
    ...(error === null || error.code === null ? {} : { errorCode: error.code }),
    ...(error === null ? {} : { errorMessage: error.message }),
    requestParameters: record.parameters,
    responseElements: record.response,
    requestID: record.requestId,
    eventID: record.eventId,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT_ID,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `ec2.${REGION}.amazonaws.com`,
    },
  };
}
