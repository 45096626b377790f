import type { CallToolResult } from '@modelcontextprotocol/server';
import { betweenMarks } from '../../define/between-marks.ts';
import type { Page } from '../../define/tool.ts';
import type { ToolError } from '../../define/tool-error.ts';
import { isJsonObject } from '../../json/json-object.ts';
import { cleanText } from '../../masking/clean-text.ts';
import type { Answer } from '../../pipeline/call.ts';

/** The tool that an answer is of. */
interface Source {
  foreignText?: true;
}

/**
 * A result, complete in both forms: some clients show a model the text, others the structured content.
 * An old answer that stands in for a system that gives none says since when it is old.
 * A page has no structured content: clients would drop its picture.
 */
export function resultOf(
  { value, stale, page }: Extract<Answer, { kind: 'result' }>,
  { foreignText }: Source = {},
): CallToolResult {
  if (page) return pageResultOf(page, stale);
  const fields = { ...asRecord(value), ...(stale && { stale_since: stale.since }) };
  const structuredContent = foreignText ? betweenMarks(fields) : fields;
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

function pageResultOf({ markdown, picture }: Page, stale?: { since: string }): CallToolResult {
  const text = stale ? `${markdown}\n\nNo newer answer could be had; true at ${stale.since}.` : markdown;
  const image = picture && {
    type: 'image' as const,
    data: Buffer.from(picture).toString('base64'),
    mimeType: 'image/png',
  };
  return { content: [{ type: 'text', text }, ...(image ? [image] : [])] };
}

/** An error in both forms, with the same words. A preview shows what is stored, as an answer does. */
export function errorResultOf(error: ToolError, { foreignText }: Source = {}): CallToolResult {
  const value = { error: errorFields(error, foreignText ? betweenMarks : (fields) => fields) };
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value };
}

function errorFields({ code, message, details }: ToolError, marked: (fields: object) => object): object {
  const { hint, fields, retryAfterSeconds, vendorRequestId, confirmToken, preview } = details;
  return {
    code,
    message: cleanText(message),
    ...(hint && { hint: cleanText(hint) }),
    ...(fields && { fields: fields.map((field) => ({ ...field, problem: cleanText(field.problem) })) }),
    ...(retryAfterSeconds !== undefined && { retry_after_seconds: retryAfterSeconds }),
    ...(vendorRequestId && { vendor_request_id: cleanText(vendorRequestId) }),
    ...(preview && marked({ preview })),
    ...(confirmToken && { confirm_token: confirmToken }),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? { ...value } : { result: value };
}
