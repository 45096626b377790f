const longestText = 400;
// An address of electronic mail has no such look, so none gets into the audit trail this way.
const requestId = /^[\w.:/+=-]{1,128}$/;

/** The vendor's identifier of a request, if it has the look of one: it is shown, so no other text may pass as one. */
export function vendorRequestId(headers: Headers, names: readonly string[]): string | undefined {
  const values = names.map((name) => headers.get(name)?.trim() ?? '');
  return values.find((value) => requestId.test(value));
}

/** Makes a text that an error schema let through fit to be shown: one line, no invisible characters, 400 characters at most. */
export function cleanVendorText(text: string): string {
  const visible = text
    .slice(0, longestText * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return visible.length > longestText ? `${visible.slice(0, longestText).trimEnd().toWellFormed()}…` : visible;
}
