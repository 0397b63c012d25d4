/** Says that nothing here is real, and how to see one's own account. */
export function DemoBanner() {
  return (
    <aside aria-label="Demonstration" className="border-b border-line bg-accent-ground px-5 py-1.5 text-sm max-sm:px-3">
      <strong className="font-semibold">A demonstration account.</strong> For your own, set AWS_PROFILE and AWS_REGION
      and run <code>ENISCOPE_SOURCE=aws npm start</code>; for a capture,{" "}
      <code>ENISCOPE_SOURCE=file:PATH npm start</code>.
    </aside>
  );
}
