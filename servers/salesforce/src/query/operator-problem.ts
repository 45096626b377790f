import { type FieldDescription, numberTypes } from '../schema/object-description.ts';
import type { Leaf } from './check-query.ts';

/** What there is in place of LIKE, by the type of the field; other types are left to Salesforce. */
const insteadOfLike: Readonly<Record<string, string>> = {
  boolean: '= TRUE or = FALSE',
  id: '=',
  multipicklist: "INCLUDES ('A')",
  ...Object.fromEntries(['date', 'datetime', ...numberTypes].map((type) => [type, '=, < or >'])),
};

/**
 * What is wrong with an operator on a field.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-comparisonoperators.html
 */
export function operatorProblem({ name, relationshipName, type }: FieldDescription, leaf: Leaf): string | undefined {
  if (leaf.operand.kind !== 'field') return undefined;
  if (leaf.kind === 'like') {
    const other = type === 'reference' ? `${relationshipName ?? name}.Name LIKE` : insteadOfLike[type];
    return other && `${name} (${type}): LIKE is for texts; write it with ${other}`;
  }
  if (leaf.kind !== 'membership' || !leaf.operator.endsWith('CLUDES') || type === 'multipicklist') return undefined;
  const other = leaf.operator === 'INCLUDES' ? 'IN' : 'NOT IN';
  return `${name} (${type}): ${leaf.operator} is for fields of several choices; write it with ${other}`;
}
