import { element } from "@/lib/demo/wire/xml";

/** An answer that refuses the request; `code` and `message` are what an EC2 client shows. */
export class Ec2Error extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** EC2's error document: `Errors` is plural and `RequestID` ends in capitals, unlike in answers. */
export const errorXml = (error: Ec2Error, requestId: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${element("Code", error.code)}${element("Message", error.message)}</Error></Errors>${element("RequestID", requestId)}</Response>`;

export const invalidParameter = (message: string): Ec2Error => new Ec2Error("InvalidParameterValue", message);
