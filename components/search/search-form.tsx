interface SearchFormProps {
  readonly query?: string;
  readonly label: string;
}

/** The search as a plain form, for pages that offer it in place of an answer. */
export function SearchForm({ query = "", label }: SearchFormProps) {
  return (
    <form action="/search" className="flex max-w-xl flex-wrap gap-2">
      <input
        type="search"
        name="q"
        defaultValue={query}
        aria-label={label}
        placeholder="IP, CIDR, ENI, instance, subnet, VPC, name or cluster"
        className="min-w-0 flex-1 basis-60 rounded border border-line-strong bg-panel px-2.5 py-1 placeholder:text-muted"
      />
      <button type="submit" className="rounded bg-ink px-3.5 py-1 text-bg hover:opacity-90">
        Search
      </button>
    </form>
  );
}
