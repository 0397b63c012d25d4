"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { requestCollection } from "@/components/shell/await-snapshot";
import { TryButton } from "@/components/ui/try-button";

/** Asks for the data once more. */
export function RetryButton() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const retry = () =>
    startTransition(async () => {
      await requestCollection();
      startTransition(() => router.refresh());
    });
  return <TryButton isTrying={isPending} onTry={retry} />;
}
