import { Refusal, type Route, route, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import { errorReplyForStatus, refuse, refuseMissing, refuseOperation } from '../error-reply.ts';
import { keep, momentOf, type QuickBooksBooks, type QuickBooksState } from '../quickbooks-state.ts';
import { isWire, type Wire } from '../wire.ts';
import type { Entity } from './entity.ts';

type Context = SimulatorContext<QuickBooksState>;

interface Operation {
  readonly entity: Entity;
  readonly books: QuickBooksBooks;
  readonly query: URLSearchParams;
  readonly sent: Wire;
  readonly moment: string;
}

/** The object that was sent. */
export function readSent({ body }: SimulatedRequest<never>): Wire {
  if (body.kind === 'json' && isWire(body.value)) return body.value;
  return refuse('2010', 'Property Name:failed to parse json object; a property specified is unsupported or invalid');
}

/** What is there under the id that was sent; refused where there is nothing, or where it has changed since it was read. */
function requireCurrent({ entity, books, sent }: Operation): Wire & { Id: string } {
  const { Id, SyncToken } = sent;
  if (typeof Id !== 'string') return refuse('2020', 'Required parameter Id is missing in the request', 'Id');
  const present = entity.find(books, Id);
  if (!present) return refuseMissing();
  if (SyncToken === undefined)
    return refuse('2020', 'Required parameter SyncToken is missing in the request', 'SyncToken');
  if (String(SyncToken) !== present.SyncToken) {
    const who = 'You and another user were working on this at the same time.';
    return refuse('5010', `Stale Object Error : ${who} They finished before you did, so your work was not saved.`);
  }
  return { ...present, Id };
}

/** A sparse update leaves what was not sent as it is; a full one empties it: the update pages of all entities. */
function mergedBody(sent: Wire, present: Wire | undefined): Wire {
  if (present === undefined || sent.sparse !== true) return sent;
  const { TxnTaxDetail: _, ...rest } = present;
  return { ...rest, ...sent };
}

function store(operation: Operation, present: (Wire & { Id: string }) | undefined): Wire {
  const { entity, books, sent, query, moment } = operation;
  const write = entity.write ?? refuseOperation(`${present ? 'update' : 'create'} on ${entity.name}`);
  const { id, fields } = write(books, { id: present?.Id, body: mergedBody(sent, present), sent, query });
  keep(books, `${entity.name} ${id}`, { fields, isNew: present === undefined, moment });
  return shown(entity, books, id);
}

function shown(entity: Entity, books: QuickBooksBooks, id: string): Wire {
  return entity.find(books, id) ?? refuseMissing();
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice#delete-an-invoice */
function remove(operation: Operation): Wire {
  const { entity, books } = operation;
  const act = entity.remove ?? refuseOperation(`delete on ${entity.name}`);
  const { Id } = requireCurrent(operation);
  act(books, Id);
  books.changes += 1;
  return { status: 'Deleted', domain: 'QBO', Id };
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice#void-an-invoice */
function makeVoid(operation: Operation): Wire {
  const { entity, books, moment } = operation;
  const act = entity.void ?? refuseOperation(`void on ${entity.name}`);
  const { Id } = requireCurrent(operation);
  const { fields } = books.kept.get(`${entity.name} ${Id}`) ?? { fields: {} };
  act(books, Id);
  keepOn(books, `${entity.name} ${Id}`, fields, moment);
  return shown(entity, books, Id);
}

/** Counts one more change of what is there already. */
function keepOn(books: QuickBooksBooks, key: string, fields: Wire, moment: string): void {
  keep(books, key, { fields, isNew: false, moment });
}

function operate(operation: Operation): Wire {
  const kind = operation.query.get('operation') ?? 'update';
  const isVoid = kind === 'void' || operation.query.get('include') === 'void';
  if (isVoid) return makeVoid(operation);
  if (kind === 'delete') return remove(operation);
  if (kind !== 'update') return refuseOperation(kind);
  return store(operation, operation.sent.Id === undefined ? undefined : requireCurrent(operation));
}

/** Emails a sale: to the address that is said, or the one that it has. Same pages, "Send", with the one type of content. */
function send(entity: Entity, request: SimulatedRequest<'id'>, { state, now }: Context): Wire {
  if (request.headers.get('content-type') !== 'application/octet-stream')
    refuseOperation('Cannot consume content type');
  const id = request.parameter('id');
  const present = shown(entity, state.books, id);
  const to = request.query.get('sendTo') ?? addressOf(present);
  if (!/^[^@\s]+@[^@\s]+$/.test(to)) {
    return refuse('2210', 'Email Address does not conform to the syntax rules of RFC 822.', 'BillEmail');
  }
  const books = state.change();
  const moment = momentOf(now());
  const { fields } = books.kept.get(`${entity.name} ${id}`) ?? { fields: {} };
  const sent = { EmailStatus: 'EmailSent', BillEmail: { Address: to } };
  keepOn(
    books,
    `${entity.name} ${id}`,
    { ...fields, ...sent, DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: moment } },
    moment,
  );
  return shown(entity, books, id);
}

function addressOf({ BillEmail }: Wire): string {
  return isWire(BillEmail) && typeof BillEmail.Address === 'string' ? BillEmail.Address : '';
}

/** Reads, writes and sends of one entity, under its name in small letters. */
export function entityRoutes(entity: Entity): Route<QuickBooksState>[] {
  const path = `/v3/company/{realmId}/${entity.name.toLowerCase()}` as const;
  const reply = (wire: Wire) => ({ status: 200, body: { [entity.name]: wire } });
  const sends = route<QuickBooksState, `${typeof path}/{id}/send`>('POST', `${path}/{id}/send`, (request, context) =>
    reply(send(entity, request, context)),
  );
  const reads = route<QuickBooksState, `${typeof path}/{id}`>('GET', `${path}/{id}`, (request, { state }) => {
    const found = entity.find(state.books, request.parameter('id'));
    return found ? reply(found) : refuseMissing();
  });
  const writes = route<QuickBooksState, typeof path>('POST', path, (request, { state, now }) => {
    const sent = readSent(request);
    if (!entity.write) throw new Refusal(errorReplyForStatus(405, request.path));
    const { query } = request;
    return reply(operate({ entity, books: state.change(), query, sent, moment: momentOf(now()) }));
  });
  return entity.isSent ? [reads, writes, sends] : [reads, writes];
}
