/** A change in words whose settings stay with their values where the line breaks. */
export const ChangeText = ({ words }: { readonly words: string }) => (
  <span className="wrap-anywhere">
    {words
      .split(" · ")
      .map((part) => part.replaceAll(" ", "\u00a0"))
      .join(" · ")}
  </span>
);
