import { Notice } from "@/components/ui/notice";

/** Says which parts of a link could not be read: defaults in their place are not what the link's author saw. */
export function UnreadLink({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Notice tone="warn" role="status" title="A part of this link cannot be read.">
      The default stands in for {names.join(", ")}: the link was cut short, or made by another version of Eniscope.
    </Notice>
  );
}
