/** A slot that holds nothing, for a rack's legend. */
export function UnusedSlotSign() {
  return (
    <li className="inline-flex items-center gap-1.5">
      <i aria-hidden="true" className="inline-block size-[11px] rounded-xs border border-dashed border-line-strong" />
      unused slot
    </li>
  );
}
