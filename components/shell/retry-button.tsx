"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { readProgress, requestCollection } from "@/components/shell/await-snapshot";
import { TryButton } from "@/components/ui/try-button";

/** Asks for the data once more. */
export function RetryButton() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const retry = () =>
    startTransition(async () => {
      await requestCollection();
      // A refresh that nobody answers would leave the page, and the button with it.
      if ((await readProgress()) !== null) startTransition(() => router.refresh());
    });
  return <TryButton isTrying={isPending} onTry={retry} />;
}
