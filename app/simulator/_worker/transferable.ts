/**
 * A copy of a value to send to another thread, and the buffers of its typed arrays to transfer: the receiver gets those
 * without copying them. A copy, since the sender keeps using its own arrays.
 */
export function toTransferable<Value>(value: Value): { readonly copy: Value; readonly buffers: ArrayBuffer[] } {
  const copy = structuredClone(value);
  const buffers = new Set<ArrayBuffer>();
  collect(copy, buffers);
  return { copy, buffers: [...buffers] };
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    return;
  }
  for (const part of Array.isArray(value) ? value : Object.values(value)) collect(part, buffers);
}
