import type { FieldPath, Operand, Query } from '@bizmcp/soql';
import { refuse } from '../error-reply.ts';
import type { FieldValue } from '../field-definition.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import { childRelationshipsOf, findObject } from '../org-schema.ts';
import { type OrgState, recordsOf } from '../org-state.ts';
import type { CompileOperand } from './compiled-operand.ts';
import { type ConditionContext, compileCondition, countSemiJoins } from './condition.ts';
import { compileRecordOperand } from './record-operand.ts';

/** What a query runs on. */
export interface QueryContext {
  readonly state: OrgState;
  readonly now: number;
  /** The version in the path, e.g. `v66.0`. */
  readonly version: string;
  /** Deleted records and archived activities are found by queryAll alone. */
  readonly includesDeleted: boolean;
}

/** Finds an object, or refuses its name. */
export const requireObject = (name: string): ObjectDefinition => {
  const definition = findObject(name);
  if (definition !== undefined) return definition;
  throw refuse(
    400,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
};

/** Finds the relationship that a child subquery names, or refuses it. */
export const requireChildren = (parent: ObjectDefinition, name: string) => {
  const found = childRelationshipsOf(parent).find((known) => known.name?.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw refuse(
    400,
    'INVALID_TYPE',
    `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
};

/** A path without the name or alias of the object itself: `Account.Name` of Account, `a.Name` of `Account a`. */
export const ownPath = (query: Query, definition: ObjectDefinition, path: FieldPath): FieldPath => {
  const [first = '', ...rest] = path;
  const isSame = (name: string | undefined): boolean => name?.toLowerCase() === first.toLowerCase();
  const isRelationship = definition.fields.some(({ relationshipName }) => isSame(relationshipName));
  const isOwn = isSame(query.alias) || isSame(definition.name);
  return rest.length > 0 && isOwn && !isRelationship ? rest : path;
};

const ownOperand = (query: Query, definition: ObjectDefinition, operand: Operand): Operand =>
  operand.kind === 'field'
    ? { ...operand, path: ownPath(query, definition, operand.path) }
    : { ...operand, arguments: operand.arguments.map((argument) => ownOperand(query, definition, argument)) };

/** Makes what reads the operands of a query's records. */
export const recordOperands =
  ({ state }: QueryContext, query: Query, definition: ObjectDefinition): CompileOperand<OrgRecord> =>
  (operand) =>
    compileRecordOperand(state, definition, ownOperand(query, definition, operand));

/** Objects that cannot be looked through for the ids of others. */
const withoutSemiJoin: ReadonlySet<string> = new Set(['Event', 'Task']);

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-comparisonoperators.html (limitations of semi-joins) */
const checkSemiJoin = (query: Query, outer: string): void => {
  const { from, limit, orderBy, where } = query;
  if (withoutSemiJoin.has(requireObject(from).name))
    throw refuse(400, 'MALFORMED_QUERY', `Entity '${from}' is not supported for semi join inner selects`);
  if (from.toLowerCase() === outer.toLowerCase())
    throw refuse(400, 'MALFORMED_QUERY', 'The inner and outer selects should not be on the same object type');
  if (limit !== undefined || orderBy.length > 0)
    throw refuse(400, 'MALFORMED_QUERY', 'ORDER BY and LIMIT are not supported in semi join sub-selects');
  if (where !== undefined && countSemiJoins(where) > 0)
    throw refuse(400, 'MALFORMED_QUERY', 'Nesting of semi join sub-selects is not supported');
};

/** The values of the one field that the query of a semi-join selects. */
const semiJoinValues =
  (context: QueryContext, outer: string) =>
  (query: Query): readonly FieldValue[] => {
    checkSemiJoin(query, outer);
    const [item, ...others] = query.select;
    if (item?.kind !== 'operand' || others.length > 0 || query.groupBy.length > 0)
      throw refuse(400, 'MALFORMED_QUERY', 'The semi join sub-select must select a single field');
    const definition = requireObject(query.from);
    const compileOperand = recordOperands(context, query, definition);
    const operand = compileOperand(item.operand);
    if (operand.type !== 'id' && operand.type !== 'reference')
      throw refuse(
        400,
        'MALFORMED_QUERY',
        `The selected field of a semi join must be an ID or reference: ${operand.name}`,
      );
    return findRecords(context, query, definition, [...recordsOf(context.state, definition.name).values()]).map(
      operand.read,
    );
  };

/** Makes what conditions need. */
export const conditionContext = <Row>(
  context: QueryContext,
  compileOperand: CompileOperand<Row>,
  outer: string,
): ConditionContext<Row> => ({ now: context.now, compileOperand, valuesOf: semiJoinValues(context, outer) });

const mostSemiJoins = 2;

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-queryall.html */
const isKept = ({ IsArchived, IsDeleted }: OrgRecord): boolean => IsDeleted !== true && IsArchived !== true;

/** The records of a list that a query's conditions let through. */
export const findRecords = (
  context: QueryContext,
  query: Query,
  definition: ObjectDefinition,
  candidates: readonly OrgRecord[],
): readonly OrgRecord[] => {
  const compileOperand = recordOperands(context, query, definition);
  const { where } = query;
  if (where !== undefined && countSemiJoins(where) > mostSemiJoins)
    throw refuse(400, 'MALFORMED_QUERY', `Maximum ${mostSemiJoins} semi join sub-selects are allowed`);
  const inner = conditionContext(context, compileOperand, definition.name);
  const isFit = where === undefined ? undefined : compileCondition(where, inner);
  return candidates.filter(
    (record) => (context.includesDeleted || isKept(record)) && (isFit === undefined || isFit(record)),
  );
};
