import { useSearchParams } from "next/navigation";
import { inputParams } from "@/app/simulator/search-params";
import { Notice } from "@/components/ui/notice";

/** Says which parts of the link could not be read: defaults in their place are not what the link's author saw. */
export function UnreadParams() {
  const query = useSearchParams();
  const unread = Object.entries(inputParams).flatMap(([name, param]) => {
    const text = query.get(name);
    return text !== null && param.parse(text) === null ? name : [];
  });
  if (unread.length === 0) return null;
  return (
    <Notice tone="warn" role="status" title="A part of this link cannot be read.">
      The default stands in for {unread.join(", ")}: the link was cut short, or made by another version of Eniscope.
    </Notice>
  );
}
