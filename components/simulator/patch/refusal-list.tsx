import { Notice } from "@/components/ui/notice";
import type { Refusal, Warning } from "@/lib/domain/patch/finding";

interface RefusalListProps {
  readonly refusals: readonly Refusal[];
  /** The author has seen that MINIMUM_IP_TARGET alone is a ceiling, and wants it. */
  readonly onConfirmMinimumAlone: () => void;
}

/** Why the proposal is not made into a file; what may be overruled has its own button. */
export function RefusalList({ refusals, onConfirmMinimumAlone }: RefusalListProps) {
  return (
    <Notice tone="harm" title="No patch is written for this proposal." role="status">
      <ul className="grid gap-2">
        {refusals.map(({ code, settings, message, remedy }) => (
          <li key={`${code} ${settings.join(" ")}`}>
            <p>{message}</p>
            <p className="text-muted">{remedy}</p>
            {code === "minimum-alone" ? (
              <button
                type="button"
                onClick={onConfirmMinimumAlone}
                className="mt-1 rounded border border-harm px-2 py-0.5 text-harm hover:bg-harm hover:text-harm-ink"
              >
                The ceiling is meant: write the patch
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface ConfirmedNoticeProps {
  readonly onWithdraw: () => void;
}

/** Says that a refusal was overruled, as long as it is. */
export function ConfirmedNotice({ onWithdraw }: ConfirmedNoticeProps) {
  return (
    <Notice tone="warn" title="MINIMUM_IP_TARGET alone is a ceiling, and you confirmed it." role="status">
      Pods beyond it stay in ContainerCreating on every node.{" "}
      <button type="button" onClick={onWithdraw} className="text-accent underline">
        Withdraw the confirmation
      </button>
    </Notice>
  );
}

/** What should be known before the patch is applied. */
export function PatchWarnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <div>
      <h3 className="font-semibold">Before you apply it</h3>
      <ul className="list-disc pl-5 wrap-anywhere">
        {warnings.map(({ code, settings, message }) => (
          <li key={`${code} ${settings.join(" ")} ${message}`}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
