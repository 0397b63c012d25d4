import { useSearchParams } from "next/navigation";
import { inputParams } from "@/app/simulator/search-params";
import { UnreadLink } from "@/components/ui/unread-link";
import { unreadParams } from "@/components/url-state/url-param";

export function UnreadParams() {
  const query = useSearchParams();
  return <UnreadLink names={unreadParams(inputParams, (name) => query.get(name))} />;
}
