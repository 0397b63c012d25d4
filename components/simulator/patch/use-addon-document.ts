import { useMemo, useState } from "react";
import type { PatchContentProps } from "@/components/simulator/patch/patch-content";
import { type JsonObject, toJsonText } from "@/lib/domain/patch/json";
import { type AddonDocumentOutcome, readAddonDocument } from "@/lib/domain/patch/read-configuration";

/** The add-on's configuration in force as it is typed, and what was read of it. */
export interface AddonDocument {
  readonly text: string;
  /** What was read of the text; null where there is none. */
  readonly outcome: AddonDocumentOutcome | null;
  /** What is merged into; null: nothing. */
  readonly document: JsonObject | null;
  /** It is merged into here, and is not in the link. */
  readonly isTooLong: boolean;
  readonly onText: (text: string) => void;
}

const read = (text: string): AddonDocumentOutcome | null => (text.trim() === "" ? null : readAddonDocument(text));

const documentOf = (outcome: AddonDocumentOutcome | null): JsonObject | null =>
  outcome?.kind === "read" ? outcome.document : null;

/** The link has what was read, the field the text that it was read from; a link that is opened fills the field. */
export function useAddonDocument({ writing, onWriting, fitsInLink }: PatchContentProps): AddonDocument {
  const [text, setText] = useState(() => (writing.addon === null ? "" : toJsonText(writing.addon)));
  const outcome = useMemo(() => read(text), [text]);
  const document = documentOf(outcome);
  const onText = (next: string) => {
    setText(next);
    const found = documentOf(read(next));
    onWriting({ addon: found !== null && fitsInLink(found) ? found : null });
  };
  return { text, outcome, document, isTooLong: document !== null && !fitsInLink(document), onText };
}
