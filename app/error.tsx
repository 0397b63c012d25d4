"use client";

import { Notice } from "@/components/ui/notice";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** The last resort: a fault of Eniscope's own. Its message stays in the server's log; the digest finds it there. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <>
      <h1 className="text-xl font-semibold">This page failed</h1>
      <Notice tone="harm" role="alert" title="Eniscope met an error of its own while drawing this page">
        <p>Nothing in the account was changed. Try again; if it stays, look into the server’s log.</p>
        {error.digest === undefined ? null : <p className="text-sm text-muted">Digest: {error.digest}</p>}
      </Notice>
      <div>
        <button type="button" onClick={retry} className="rounded bg-ink px-3.5 py-1.5 text-bg hover:opacity-90">
          Try again
        </button>
      </div>
    </>
  );
}
