/** Says that nothing here is real, and how to see one's own account. */
export function DemoBanner() {
  return (
    <aside aria-label="Demonstration" className="border-b border-line bg-accent-ground px-5 py-1.5 text-sm max-sm:px-3">
      <strong className="font-semibold">This account is a demonstration.</strong> To see your own: set AWS_PROFILE and
      AWS_REGION (or other AWS credentials) and start again with <code>ENISCOPE_SOURCE=aws npm start</code>, or open a
      capture with <code>ENISCOPE_SOURCE=file:PATH</code>.
    </aside>
  );
}
