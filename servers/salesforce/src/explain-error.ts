import { type Explain, type Explanation, type FieldProblem, inQuotes, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { ruleOf } from './error-rule.ts';

const DuplicateResult = z.object({
  matchResults: z.array(
    z.object({
      entityType: z.string(),
      matchRecords: z.array(z.object({ record: z.object({ Id: z.string() }) })),
    }),
  ),
});

const OrgError = z.object({
  errorCode: z.string(),
  message: z.string().catch(''),
  fields: z.array(z.string()).catch([]),
  duplicateResult: DuplicateResult.optional().catch(undefined),
  // As Salesforce writes it of a single record.
  duplicateResut: DuplicateResult.optional().catch(undefined),
});

type OrgError = z.output<typeof OrgError>;

const OrgErrors = z.array(OrgError).min(1);

/** In collections the code has another name. */
const CollectionErrors = z.array(z.looseObject({ statusCode: z.string() })).min(1);

const fieldName = /^[A-Za-z][A-Za-z0-9_.]{0,120}$/;
const recordId = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** Says in our words what an error of Salesforce means; of its text, names, ids and what the org's own rules say get through. */
export const explainError: Explain = ({ body }) => {
  const errors = OrgErrors.safeParse(body).data;
  return errors && explained(errors);
};

/** The error to throw for a record of a collection that was refused, while the request as a whole was not. */
export function refusalOf(errors: readonly unknown[]): ToolError {
  const named = CollectionErrors.safeParse(errors).data?.map((error) => ({ ...error, errorCode: error.statusCode }));
  const read = OrgErrors.safeParse(named).data;
  if (!read) return new ToolError('conflict', 'Salesforce refused the record and did not say why.');
  const { code = 'invalid_input', fields, message, reason } = explained(read);
  return new ToolError(code, `Salesforce refused it: ${message}.`, {
    ...(reason && { reason }),
    ...(fields && { fields }),
  });
}

function explained(errors: readonly OrgError[]): Explanation {
  const rules = errors.map(ruleOf);
  const found = errors.map((error) => ({ paths: pathsOf(error), problem: problemOf(error) }));
  const fields = found.flatMap(({ paths, problem }) => paths.map((path): FieldProblem => ({ path, problem })));
  const sentences = found.map(({ paths, problem }) => (paths.length > 0 ? `${paths.join(', ')}: ${problem}` : problem));
  const code = rules.find((rule) => rule?.code !== undefined)?.code;
  return {
    ...(code && { code }),
    message: [...new Set(sentences)].slice(0, 3).join('; '),
    ...(fields.length > 0 && { fields: fields.slice(0, 20) }),
    reason: errors[0]?.errorCode,
    ...(rules.some((rule) => rule?.retry === false) && { retry: false }),
  };
}

/** The fields that an error is about: most name them, some in their text alone. */
function pathsOf({ errorCode, fields, message }: OrgError): string[] {
  const named = fields.filter((name) => fieldName.test(name));
  if (named.length > 0 || errorCode !== 'INVALID_FIELD') return named;
  const inText = /(?:No such column|relationship|field) '([A-Za-z][A-Za-z0-9_.]{0,120})'/.exec(message)?.[1];
  return inText === undefined ? [] : [inText];
}

function problemOf(error: OrgError): string {
  const { errorCode, message } = error;
  const rule = ruleOf(error);
  const mark = /^[A-Z][A-Z_]{2,60}$/.test(errorCode) ? ` [${errorCode}]` : '';
  const own = rule?.hasOwnText ? `: ${inQuotes(message, 200)}` : '';
  return `${rule?.problem ?? 'Salesforce refuses it'}${own}${foundRecords(error)}${mark}`;
}

/** The records that stand in the way. */
function foundRecords({ duplicateResut, duplicateResult = duplicateResut, errorCode, message }: OrgError): string {
  if (errorCode === 'DUPLICATE_VALUE') {
    const id = /record with id: ([A-Za-z0-9]{15,18})\b/.exec(message)?.[1];
    return id === undefined ? '' : `: id ${id}; change that one with update_record`;
  }
  if (errorCode === 'DUPLICATE_EXTERNAL_ID') {
    const ids = (message.match(/\b[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b/g) ?? []).filter((id) => /\d/.test(id));
    return ids.length === 0 ? '' : `: ${ids.slice(0, 5).join(', ')}`;
  }
  const matches = (duplicateResult?.matchResults ?? []).flatMap(({ entityType, matchRecords }) =>
    matchRecords.map(({ record }) => ({ type: entityType, id: record.Id })),
  );
  const shown = matches.filter(({ id, type }) => recordId.test(id) && fieldName.test(type)).slice(0, 5);
  if (shown.length === 0) return errorCode === 'DUPLICATES_DETECTED' ? '; find it with search_records' : '';
  const list = shown.map(({ id, type }) => `${type} ${id}`).join(', ');
  return `: ${list}; read it, and change that one, or say allow_duplicates after asking the user`;
}
