import { type Route, route, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import { entities } from './entities/entities.ts';
import { entityRoutes, readSent } from './entities/entity-routes.ts';
import { itemWireId } from './entities/names.ts';
import { refuse } from './error-reply.ts';
import { exchangeRate, saveExchangeRate } from './exchange-rate.ts';
import { answerStatement, refuseEntity } from './query/query-answer.ts';
import { parseStatement } from './query/query-statement.ts';
import { idOfDocument, type QuickBooksBooks, type QuickBooksState } from './quickbooks-state.ts';
import { answerReport } from './reports/answer-report.ts';
import type { EntityKind } from './reports/report-books.ts';
import { wireIdOf } from './wire-id.ts';

const company = '/v3/company/{realmId}';

function answerQuery(text: string, { state }: SimulatorContext<QuickBooksState>) {
  const statement = parseStatement(text);
  const entity = entities.find(({ name }) => name.toLowerCase() === statement.entity.toLowerCase());
  if (!entity) return refuseEntity(statement.entity);
  const rows = entity.list(state.books);
  const queried = { name: entity.name, filterable: entity.filterable, rows };
  return { status: 200, body: { QueryResponse: answerStatement(statement, queried) } };
}

/** The statement in the query, or in the body of a POST: the page that parseStatement cites. */
function textOf({ query, body }: SimulatedRequest<never>): string {
  return body.kind === 'text' ? body.value : (query.get('query') ?? '');
}

const only = (name: 'CompanyInfo' | 'Preferences', { state }: SimulatorContext<QuickBooksState>) => {
  const found = entities.find((entity) => entity.name === name)?.list(state.books)[0];
  return { status: 200, body: { [name]: found } };
};

/** The identifier that a report gives: the one by which the rest of the interface knows it. */
function reportedId(books: QuickBooksBooks, kind: EntityKind, id: string): string {
  if (kind === 'item') return itemWireId(books, id);
  return kind === 'transaction' ? idOfDocument(books, id) : wireIdOf(id);
}

/** All that is answered about a company. */
export const companyRoutes: readonly Route<QuickBooksState>[] = [
  ...entities
    .filter(({ name }) => name !== 'CompanyInfo' && name !== 'Preferences' && name !== 'ExchangeRate')
    .flatMap(entityRoutes),
  route('GET', `${company}/companyinfo/{id}`, (_request, context) => only('CompanyInfo', context)),
  route('GET', `${company}/preferences`, (_request, context) => only('Preferences', context)),
  route('GET', `${company}/exchangerate`, ({ query }, { state }) => {
    const source =
      query.get('sourcecurrencycode') ?? refuse('2020', 'Required parameter sourcecurrencycode is missing');
    return {
      status: 200,
      body: { ExchangeRate: exchangeRate(state.books, source, query.get('asofdate') ?? undefined) },
    };
  }),
  route('POST', `${company}/exchangerate`, (request, { state }) => {
    const sent = readSent(request);
    return { status: 200, body: { ExchangeRate: saveExchangeRate(state.change(), sent) } };
  }),
  route('GET', `${company}/query`, (request, context) => answerQuery(textOf(request), context)),
  route('POST', `${company}/query`, (request, context) => answerQuery(textOf(request), context)),
  route('GET', `${company}/reports/{name}`, (request, { state }) => {
    const { books } = state;
    const wireId = (kind: EntityKind, id: string) => reportedId(books, kind, id);
    return answerReport(request.parameter('name'), request.query, { ...books, today: books.company.today, wireId });
  }),
];
