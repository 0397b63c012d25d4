import { useSearchParams } from "next/navigation";
import { inputParams, patchParams, proposalParams } from "@/app/simulator/search-params";
import { UnreadLink } from "@/components/ui/unread-link";
import { unreadParams } from "@/components/url-state/url-param";

/** What a colleague would miss: figures, proposals and files. */
const PARAMS = { ...inputParams, ...proposalParams, ...patchParams };

export function UnreadParams() {
  const query = useSearchParams();
  return <UnreadLink names={unreadParams(PARAMS, (name) => query.get(name))} />;
}
