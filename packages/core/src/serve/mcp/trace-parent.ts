const form = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/**
 * The caller's trace context out of a request's `_meta`, in the form of W3C Trace Context; undefined for anything else, since it
 * is recorded and a client may send any text.
 */
export function traceParentOf(meta: unknown): string | undefined {
  if (typeof meta !== 'object' || meta === null || !('traceparent' in meta)) return undefined;
  const { traceparent } = meta;
  return typeof traceparent === 'string' && form.test(traceparent) ? traceparent : undefined;
}
