"use client";

import "./globals.css";

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** Stands in for the whole document when the layout itself fails. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <head>
        <title>Eniscope failed</title>
      </head>
      <body>
        <main className="grid max-w-2xl gap-3 p-6">
          <h1 className="text-xl font-semibold">Eniscope failed</h1>
          <p>
            It met an error of its own before it could draw a page. Nothing in the account was changed. Try again; if it
            stays, look into the server’s log.
          </p>
          {error.digest === undefined ? null : <p className="text-muted">Digest: {error.digest}</p>}
          <div>
            <button type="button" onClick={retry} className="rounded bg-ink px-3.5 py-1.5 text-bg hover:opacity-90">
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
