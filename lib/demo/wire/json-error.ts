/** An answer of AWS's JSON protocols that refuses the request; `code` is the error's type, as a client shows it. */
export class JsonError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export const jsonErrorBody = ({ code, message }: JsonError): string => JSON.stringify({ __type: code, message });
