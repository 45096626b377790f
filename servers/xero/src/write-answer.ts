import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { explainMessages } from './explain-error.ts';

/** What every document that comes back from a write may carry: Xero can refuse it within a good answer. */
export const WireOutcome = z.object({
  statusAttributeString: z.string().nullish(),
  validationErrors: z.array(z.object({ message: z.string().nullish() })).nullish(),
});

/** The one document of a write's answer; throws where Xero refused it, or sent none. */
export function writtenDocument<Document extends z.output<typeof WireOutcome>>(
  documents: readonly Document[],
): Document {
  const [document] = documents;
  if (!document) {
    throw new ToolError(
      'unknown_outcome',
      "Xero's answer has no document in it, so it may or may not have been stored; look it up before trying again.",
    );
  }
  const messages = (document.validationErrors ?? []).flatMap(({ message }) => message ?? []);
  if (document.statusAttributeString !== 'ERROR' && messages.length === 0) return document;
  const { message, fields } = explainMessages(messages);
  throw new ToolError('invalid_input', `Xero refused it, so nothing was stored: ${message}.`, fields ? { fields } : {});
}
