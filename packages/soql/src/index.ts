export { aggregateFunctions, dateFunctions } from './parse-operand.ts';
export { parseCondition, parseOrderBy, parseQuery, parseSelectItem } from './parse-query.ts';
export { printCondition, printOperand, printQuery } from './print-query.ts';
export { parseSearch, printSearch } from './search.ts';
export { literalSearchTerm } from './search-term.ts';
export type { Search, SearchScope, SearchTarget, SearchTerm } from './search-tree.ts';
export { SoqlError } from './soql-error.ts';
export type {
  ComparisonOperator,
  Condition,
  FieldPath,
  Operand,
  OrderItem,
  PatternPart,
  Query,
  SelectItem,
  Value,
} from './syntax-tree.ts';
