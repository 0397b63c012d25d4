import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import { addressAt, type EniState } from "@/lib/demo/state/model";
import type { JsonRecord, TrailCaller } from "@/lib/demo/trail/trail-call";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";

interface Session {
  readonly role: string;
  readonly session: string;
  readonly userAgent: string;
  readonly sourceIp: string;
  readonly context?: JsonRecord;
}

/** Ids that look like AWS's and are the same for the same name; nothing in them is a credential. */
function idOf(prefix: string, name: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 16777619);
  return `${prefix}EXAMPLE${(value >>> 0).toString(36).toUpperCase().padStart(7, "0")}`;
}

function assumedRole({ role, session, userAgent, sourceIp, context = {} }: Session): TrailCaller {
  const principalId = idOf("AROA", role);
  const accessKeyId = idOf("ASIA", session);
  return {
    username: session,
    accessKeyId,
    userAgent,
    sourceIp,
    identity: {
      type: "AssumedRole",
      principalId: `${principalId}:${session}`,
      arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${role}/${session}`,
      accountId: ACCOUNT_ID,
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId,
          arn: `arn:aws:iam::${ACCOUNT_ID}:role/${role}`,
          accountId: ACCOUNT_ID,
          userName: role,
        },
        attributes: { mfaAuthenticated: "false" },
        ...context,
      },
    },
  };
}

/** A node by its instance profile: the session is named like the instance. */
export const nodeCaller = (instanceId: string, role: string, userAgent: string, sourceIp: string): TrailCaller =>
  assumedRole({ role, session: instanceId, userAgent, sourceIp, context: { ec2RoleDelivery: "2.0" } });

/** A pod by its service account (IRSA): no instance is named. */
export const webIdentityCaller = (role: string, number: number, userAgent: string, sourceIp: string): TrailCaller =>
  assumedRole({
    role,
    session: `aws-sdk-go-17${String(number).padStart(17, "0")}`,
    userAgent,
    sourceIp,
    context: {
      webIdFederationData: {
        federatedProvider: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/oidc.eks.${REGION}.amazonaws.com/id/EXAMPLE`,
        attributes: {},
      },
    },
  });

/** A pod by EKS Pod Identity: the session names the cluster. */
export const podIdentityCaller = (
  role: string,
  cluster: string,
  uuid: string,
  userAgent: string,
  sourceIp: string,
): TrailCaller => assumedRole({ role, session: `eks-${cluster}-aws-node-${uuid}`, userAgent, sourceIp });

/** An AWS service by its service-linked role. */
export const serviceCaller = (role: string, session: string, service: string): TrailCaller => {
  const caller = assumedRole({ role, session, userAgent: service, sourceIp: service });
  return { ...caller, identity: { ...caller.identity, invokedBy: service } };
};

export const userCaller = (name: string, userAgent: string): TrailCaller => ({
  username: name,
  accessKeyId: idOf("AKIA", name),
  userAgent,
  sourceIp: "203.0.113.77",
  identity: {
    type: "IAMUser",
    principalId: idOf("AIDA", name),
    arn: `arn:aws:iam::${ACCOUNT_ID}:user/${name}`,
    accountId: ACCOUNT_ID,
    accessKeyId: idOf("AKIA", name),
    userName: name,
  },
});

/** The primary address of an ENI, where a call of its instance comes from. */
export const sourceAddress = (eni: EniState | undefined): string =>
  eni && eni.primary !== null ? formatIpv4(addressAt(eni.subnet, eni.primary)) : "10.0.0.10";
