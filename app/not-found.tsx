import type { Metadata } from "next";
import { LostSearch } from "@/components/search/lost-search";
import { Anchor } from "@/components/ui/anchor";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <PageTitle title="Not found" />
      <p className="max-w-2xl">
        The newest read of this account holds nothing under this address. It may be gone, belong to another account or
        Region, or be mistyped. Look for it by any of its names:
      </p>
      <LostSearch />
      <p>
        <Anchor href="/" className="text-accent underline">
          All VPCs
        </Anchor>
      </p>
    </>
  );
}
