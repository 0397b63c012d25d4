/** Stands where a value has no meaning, as IPv4 figures of an IPv6-only subnet: not unknown, just none. */
export function NotApplicable({ because }: { readonly because: string }) {
  return (
    <span title={because} className="text-muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">{because}</span>
    </span>
  );
}
