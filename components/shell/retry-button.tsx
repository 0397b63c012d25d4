"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { requestCollection } from "@/components/shell/await-snapshot";

/** Asks for the data once more. */
export function RetryButton() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const retry = () =>
    startTransition(async () => {
      await requestCollection();
      startTransition(() => router.refresh());
    });
  return (
    <button
      type="button"
      onClick={retry}
      disabled={isPending}
      className="rounded bg-ink px-3.5 py-1.5 text-bg hover:opacity-90 disabled:opacity-60"
    >
      {isPending ? "Trying …" : "Try again"}
    </button>
  );
}
