import { type Explain, type Explanation, type FieldProblem, problemsSentence } from '@bizmcp/core';
import * as z from 'zod';
import { explainMessage } from './validation-message.ts';

const Messages = z.array(z.object({ Message: z.string().catch('') })).catch([]);
const Element = z.object({
  ValidationErrors: Messages,
  LineItems: z.array(z.object({ ValidationErrors: Messages })).catch([]),
});
/** https://developer.xero.com/documentation/api/accounting/responsecodes */
const VendorError = z.object({
  Type: z.string().catch(''),
  Detail: z.string().catch(''),
  Message: z.string().catch(''),
  Elements: z.array(Element).catch([]),
});

type VendorError = z.output<typeof VendorError>;

/** Says in our words what Xero's error answer means; of its text only codes, dates and our own sentences get through. */
export const explainError: Explain = ({ status, body, headers }) => {
  if (status === 429) return explainLimit(headers.get('x-rate-limit-problem') ?? '');
  // Xero says it in plain text: https://github.com/XeroAPI/Xero-OpenAPI/issues/163
  if (status === 404) return { message: 'nothing with this identifier in this organisation' };
  const parsed = VendorError.safeParse(body);
  if (!parsed.success) return undefined;
  const error = parsed.data;
  if (status === 401) return explainUnauthorized(error);
  if (status === 403) return explainForbidden(error);
  if (status === 400) return explainValidation(error);
  return undefined;
};

/** A token without the scope is refused as if it were no token. */
function explainUnauthorized({ Detail: detail }: VendorError): Explanation | undefined {
  if (!/^AuthorizationUnsuccessful/i.test(detail) && !/insufficient/i.test(detail)) return undefined;
  return {
    code: 'forbidden',
    message:
      'the app lacks the scope for this; add it to the app at developer.xero.com and to XERO_SCOPES, then authorise again (custom connection: its user gets a mail; PKCE: --login)',
    retry: false,
  };
}

function explainForbidden({ Detail: detail }: VendorError): Explanation | undefined {
  if (!/^AuthenticationUnsuccessful/i.test(detail)) return undefined;
  return { message: 'this organisation is not connected, or no longer; see list_organisations' };
}

function explainLimit(problem: string): Explanation {
  if (/^day/i.test(problem)) {
    return { message: "the organisation's calls for 24 hours are used up (5,000, or fewer by plan)", retry: false };
  }
  if (/^concurrent/i.test(problem)) return { message: 'more than 5 calls at once for this organisation' };
  if (/^appminute/i.test(problem)) return { message: 'more than 10,000 calls a minute by this app' };
  return { message: 'more than 60 calls within a minute for this organisation' };
}

function explainValidation({ Elements: elements, Type: type, Message: message }: VendorError): Explanation | undefined {
  const fields = elements.flatMap((element) => {
    const ofLines = element.LineItems.flatMap(({ ValidationErrors: errors }) => errors.map((error) => error.Message));
    return [
      ...element.LineItems.flatMap((line, index) => explainAll(line.ValidationErrors, `line_items.${index}`)),
      // What is wrong with a line is told of the document once more.
      ...explainAll(
        element.ValidationErrors.filter((error) => !ofLines.includes(error.Message)),
        undefined,
      ),
    ];
  });
  if (fields.length > 0) return explained(fields);
  if (type === 'QueryParseException') return { message: 'the filter was not understood' };
  // Reports are refused in one sentence; where there are elements to tell more, this one tells nothing.
  const isTelling = message !== '' && !/^a validation exception occurred/i.test(message);
  return isTelling ? explained(explainAll([{ Message: message }], undefined)) : undefined;
}

/** The explanation of a document that Xero refused, from messages read elsewhere than in an error answer. */
export function explainMessages(messages: readonly string[]): Explanation {
  const fields = explainAll(
    messages.map((message) => ({ Message: message })),
    undefined,
  );
  return explained(fields) ?? { message: 'Xero did not take the document' };
}

function explainAll(messages: z.output<typeof Messages>, line: string | undefined): FieldProblem[] {
  return messages.filter(({ Message }) => Message !== '').map(({ Message }) => explainMessage(Message, line));
}

function explained(fields: FieldProblem[]): Explanation | undefined {
  const unique = [...new Map(fields.map((field) => [`${field.path} ${field.problem}`, field])).values()];
  if (unique.length === 0) return undefined;
  return { message: problemsSentence(unique), fields: unique.slice(0, 20) };
}
