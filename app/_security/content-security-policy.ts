interface PolicyInput {
  /** Fresh for every answer, at least 128 random bits in base64. */
  readonly nonce: string;
  /** The development server replaces modules by `eval` and a socket. */
  readonly isDevelopment: boolean;
}

/**
 * The Content-Security-Policy of a page: scripts and style sheets of this server only, inline ones only with the nonce,
 * nothing framed, nothing sent elsewhere.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: PolicyInput): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'`;
  return Object.entries({
    "default-src": "'self'",
    "script-src": isDevelopment ? `${script} 'unsafe-eval'` : script,
    "style-src": isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    // Places of popovers, virtual rows and bars are style attributes in server-rendered HTML; unlike a style sheet,
    // an attribute has no selectors by which it could read the page.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": isDevelopment ? "'self' ws:" : "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}
